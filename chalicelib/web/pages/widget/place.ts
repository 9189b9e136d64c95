/**
 * Where the widget's element stands: beside the page's body, which may be swapped, morphed or moved by a transform. While
 * the page shows a modal dialog, everything outside of that is out of reach, so it stands inside, above whatever clips it.
 */

export class DeskbellWidget extends HTMLElement {
  /** Pages that replace their content take the icon with it: it is put back. */
  settle?: () => void;

  disconnectedCallback(): void {
    setTimeout(() => this.settle?.());
  }
}

/** Puts the element where it can be used, and keeps it there until it is removed for good. */
export function keepInPlace(host: DeskbellWidget, signal: AbortSignal): void {
  const settle = () => {
    const dialog = modal();
    const place = dialog ?? document.documentElement;
    if (host.parentNode !== place) place.append(host);
    if (dialog && host.showPopover) {
      host.popover = "manual";
      if (!host.matches(":popover-open")) host.showPopover();
    } else host.removeAttribute("popover");
  };
  const watch = new MutationObserver(settle);
  watch.observe(document, { subtree: true, attributeFilter: ["open"] });
  host.settle = settle;
  settle();
  signal.addEventListener("abort", () => {
    host.settle = undefined;
    watch.disconnect();
    host.remove();
  });
}

function modal(): Element | undefined {
  try {
    const all = document.querySelectorAll("dialog:modal");
    return all[all.length - 1];
  } catch {
    return undefined; // a browser that cannot tell them apart
  }
}
