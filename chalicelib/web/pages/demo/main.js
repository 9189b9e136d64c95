// The shop's own script: the language of the page, and the buttons that open the chat.

window.Deskbell = window.Deskbell || function () { (Deskbell.q = Deskbell.q || []).push(arguments); };

const page = document.documentElement;
const asked = new URLSearchParams(location.search).get("lang");

function speak(language) {
  page.lang = language;
  Deskbell("locale", language);
}

speak((asked || navigator.language).startsWith("zh") ? "zh-CN" : "en");
document.getElementById("language").addEventListener("click", () => speak(page.lang === "en" ? "zh-CN" : "en"));
for (const button of document.querySelectorAll("[data-ask]")) button.addEventListener("click", () => Deskbell("open"));
