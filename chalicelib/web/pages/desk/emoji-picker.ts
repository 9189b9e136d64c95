/** The choice of emoji, with words to find them by in both languages; fetched when it is opened first. */
import { EMOJI } from "./emoji.ts";

const FIND: Record<string, string> = { "zh-CN": "按文字查找" };

/** Fills the element; `pick` hears of what is chosen. */
export function fill(root: HTMLElement, locale: string, pick: (emoji: string) => void): void {
  if (root.firstChild) return;
  const field = document.createElement("input");
  field.type = "search";
  field.className = "find";
  field.setAttribute("aria-label", field.placeholder = FIND[locale] ?? "Find by word");
  const nothing = document.createElement("p");
  nothing.setAttribute("role", "status");
  const buttons = EMOJI.map(([emoji, names]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = emoji;
    button.title = names;
    button.setAttribute("aria-label", `${emoji} ${names}`);
    button.addEventListener("click", () => pick(emoji));
    return [button, names] as const;
  });
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const [button, names] of buttons) button.hidden = !names.includes(wanted);
    nothing.textContent = buttons.every(([button]) => button.hidden) ? "—" : "";
  });
  // It stands in the form that sends.
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  root.append(field, ...buttons.map(([button]) => button), nothing);
  field.focus();
}
