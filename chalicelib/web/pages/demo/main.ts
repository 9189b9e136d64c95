/** The shop's own script: the language of the page, the buttons that open the chat, and signing in where the shop is. */
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

// The shop has customers only where it is served, which is on one machine: see infra/local/shop.
const HERE = ["127.0.0.1", "localhost"];
const SIGNED_IN = "customer";
const CUSTOMERS: Record<string, string> = { "zh-CN": "u-1001", en: "u-1002" };
const signIn = document.getElementById("sign-in")!;
const signOut = document.getElementById("sign-out")!;

function show(customer: string | null): void {
  signIn.hidden = customer !== null;
  signOut.hidden = customer === null;
}

/** What a shop does once somebody has signed in: its server vouches for them, and the chat is told. */
async function vouch(customer: string): Promise<void> {
  const answer = await fetch("local/shop/sign-in", { method: "POST", body: customer });
  if (!answer.ok) return;
  const { token } = await answer.json();
  window.Deskbell?.("identify", { token });
  sessionStorage.setItem(SIGNED_IN, customer);
  show(customer);
}

function leave(): void {
  window.Deskbell?.("reset");
  sessionStorage.removeItem(SIGNED_IN);
  show(null);
}

if (HERE.includes(location.hostname)) {
  const customer = sessionStorage.getItem(SIGNED_IN);
  show(customer);
  if (customer) void vouch(customer);
  signIn.addEventListener("click", () => void vouch(CUSTOMERS[page.lang]));
  signOut.addEventListener("click", leave);
}
