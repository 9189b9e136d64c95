/**
 * What happens inside belongs to the widget. No listener of the page hears of it, neither on the way down (a window's
 * listener is before any of an element) nor on the way up: shortcuts, focus traps and scroll locks of the page leave it
 * alone.
 */

const UNHEARD = "keyup keypress beforeinput paste copy cut contextmenu pointerdown mousedown focusin focusout focus";
const MOVING = "wheel touchstart touchmove";
/** What our own parts listen for: they hear it once more, from within. */
const HEARD = "keydown input click";

/** `ours()` is the root in which we are. */
export function keepEvents(ours: () => ShadowRoot | undefined, signal: AbortSignal): void {
  const listen = (names: string, listener: (event: Event) => void, passive = false) =>
    names.split(" ").forEach((name) => addEventListener(name, listener, { capture: true, passive, signal }));
  const isOurs = (event: Event) => {
    const root = ours();
    return root && event.composedPath().includes(root);
  };
  const hush = (event: Event) => {
    if (isOurs(event)) event.stopImmediatePropagation();
  };
  listen(UNHEARD, hush);
  listen(MOVING, hush, true);
  listen(HEARD, (event) => {
    const target = event.composedPath()[0] as Element;
    // A click on a box, a choice or a link does by itself what it has to do.
    const isClick = event.type === "click";
    if (!isOurs(event) || (isClick && !target.closest("button"))) return;
    const again = within(event);
    event.stopImmediatePropagation();
    if (!target.dispatchEvent(again) || isClick) event.preventDefault();
  });
}

/** The same event for those who are inside: it does not leave the root. */
function within(event: Event): Event {
  const told: Record<string, unknown> = {};
  for (const name in event) told[name] = event[name as keyof Event];
  told.composed = false;
  return new (event.constructor as typeof Event)(event.type, told);
}
