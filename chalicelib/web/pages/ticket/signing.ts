/** A signature is drawn on a ticket's page, with a finger or a mouse; without a script the name signs alone. */
import { HIGH, Strokes, WIDE } from "./strokes.ts";

function follow(form: HTMLFormElement): void {
  const sheet = form.querySelector<HTMLElement>(".sheet")!;
  const svg = sheet.querySelector("svg")!;
  const kept = form.elements.namedItem("signature") as HTMLInputElement;
  const strokes = new Strokes();
  const show = () => {
    kept.value = strokes.path;
    svg.querySelector("path")!.setAttribute("d", strokes.path);
  };
  const at = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    return [(event.clientX - left) * WIDE / width, (event.clientY - top) * HIGH / height];
  };
  svg.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    strokes.begin(...at(event));
    show();
  });
  svg.addEventListener("pointermove", (event) => {
    for (const each of event.getCoalescedEvents?.() ?? [event]) strokes.go(...at(each));
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => strokes.end());
  sheet.querySelector("button")!.addEventListener("click", () => {
    strokes.clear();
    show();
  });
  sheet.hidden = false;
}

const form = document.querySelector<HTMLFormElement>("form.signing");
if (form) follow(form);
