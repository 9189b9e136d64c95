/** The shop's own script: the language of the page, and the buttons that open the chat. */
import type {} from "../widget/desk.ts";

const waiting: unknown[][] = [];
window.Deskbell ??= Object.assign((...call: unknown[]) => void waiting.push(call), { q: waiting });

const page = document.documentElement;
const asked = new URLSearchParams(location.search).get("lang");

function speak(language: string): void {
  page.lang = language;
  page.dataset.spoken = "";
  window.Deskbell?.("locale", language);
}

speak((asked || navigator.language).startsWith("zh") ? "zh-CN" : "en");
document.getElementById("language")?.addEventListener("click", () => speak(page.lang === "en" ? "zh-CN" : "en"));
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => window.Deskbell?.("open"));
}
