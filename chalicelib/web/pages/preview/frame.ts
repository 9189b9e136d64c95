/**
 * The widget, as built for every website, in a frame of the administration's: it shows the plan that it is told of, and
 * reaches no desk. What it asks of one is answered here, or not at all; the page's policy would let nothing pass.
 */
import type { Deskbell } from "../widget/desk.ts";
import { asSeen, type Shown } from "./shown.ts";

const PLAN = "preview";

let shown: Shown | null = null;

/** How the plan stands is told; anything else is never answered, and so nothing is said of a network that is missing. */
globalThis.fetch = (address: RequestInfo | URL): Promise<Response> => {
  const isConfig = new URL(String(address)).pathname.endsWith("/config");
  if (!isConfig || !shown) return new Promise(() => {});
  return Promise.resolve(Response.json(asSeen(shown.config, shown.view)));
};

// Whoever types beside this frame goes on typing while it shows what was typed.
const focus = HTMLElement.prototype.focus;
HTMLElement.prototype.focus = function (options?: FocusOptions) {
  if (document.hasFocus()) focus.call(this, options);
};

function show(told: Shown): void {
  shown = told;
  document.documentElement.dataset.theme = told.theme;
  document.documentElement.lang = told.locale;
  window.Deskbell?.("destroy");
  document.querySelector("script[data-plan]")?.remove();
  const queue: unknown[][] = told.view === "icon" ? [] : [told.view === "offline" ? ["open", "form"] : ["open"]];
  window.Deskbell = Object.assign(() => {}, { q: queue }) as Deskbell;
  const tag = document.createElement("script");
  Object.assign(tag.dataset, { plan: PLAN, locale: told.locale, theme: told.theme });
  tag.src = "widget.js";
  document.body.append(tag);
}

addEventListener("message", ({ source, data }: MessageEvent<Shown>) => {
  if (source === parent && data?.config) show(data);
});
parent.postMessage("ready", "*");
