// The form as a page of its own (客服表单): for a link in an e-mail or a menu, without any website around it.

import { openSheet } from "./sheet.js";
import { setText } from "../widget/panel/dom.js";
import { Letters } from "../widget/panel/letters.js";
import { onlyOneTab } from "../widget/panel/lock.js";
import { backoffMs } from "../widget/panel/pace.js";
import { Shelf } from "../widget/panel/storage.js";
import { Transport } from "../widget/panel/transport.js";
import { Visitor } from "../widget/panel/visitor.js";

const WORDS = {
  "zh-CN": { slow: "连接不畅，正在重试…", missing: "这里暂时不接受留言。", other: "English" },
  en: { slow: "Connection trouble, retrying…", missing: "No messages are taken here at the moment.", other: "中文" },
};

const base = new URL("..", location.href).href;
const plan = decodeURIComponent(location.pathname.split("/").pop());
const find = (id) => document.getElementById(id);
const language = (tag) => String(tag).toLowerCase().split("-")[0];

const shelf = new Shelf(`deskbell:${base}:${plan}:`);
const transport = new Transport(`${base}v1/widget/${encodeURIComponent(plan)}/`, () => {});
const desk = { root: document, locale: chooseLocale(Object.keys(WORDS)), emit: () => {} };
let sheet = null;

function chooseLocale(offered) {
  const wishes = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  const wish = wishes.find((tag) => offered.some((one) => language(one) === language(tag)));
  return offered.find((tag) => language(tag) === language(wish)) || offered[0];
}

async function readConfig() {
  for (let failures = 1; ; failures += 1) {
    try {
      const { status, body } = await transport.ask("GET", "config");
      if (status === 200) return body;
      if (status !== 429) return null;
    } catch {
      say("slow");
    }
    await new Promise((resolve) => setTimeout(resolve, backoffMs(failures)));
  }
}

function say(what) {
  setText(find("trouble"), what ? WORDS[desk.locale][what] : "");
  find("trouble").hidden = !what;
}

function dress() {
  const { look, texts, name, languages } = desk.config;
  const said = texts[desk.locale] || {};
  const page = document.documentElement;
  page.lang = desk.locale;
  page.style.setProperty("--brand", look.color);
  page.style.setProperty("--on-brand", look.text_color);
  document.title = said.board_title || name;
  setText(find("title"), said.board_title || name);
  setText(find("text"), said.board_text || "");
  find("text").hidden = !said.board_text;
  find("language").hidden = languages.filter((tag) => WORDS[tag]).length < 2;
  setText(find("language"), WORDS[desk.locale].other);
  find("language").lang = desk.locale === "en" ? "zh-CN" : "en";
}

function showPicture({ picture }) {
  if (!picture.startsWith("https://")) return;
  const image = find("picture");
  image.referrerPolicy = "no-referrer";
  image.onload = () => (image.hidden = false);
  image.src = picture;
}

async function speak(locale) {
  desk.locale = locale;
  dress();
  await sheet.setLocale(locale);
}

async function start() {
  desk.config = await readConfig();
  find("page").ariaBusy = "false";
  if (!desk.config) return say("missing");
  say("");
  desk.locale = chooseLocale(desk.config.languages.filter((tag) => WORDS[tag]));
  dress();
  showPicture(desk.config.look);
  const alone = (name) => onlyOneTab(shelf, name);
  const visitor = new Visitor({ transport, shelf, alone: alone("visitor"), locale: () => desk.locale });
  const letters = new Letters({ shelf, visitor, changed: () => sheet?.look(false) });
  sheet = await openSheet({ desk, shelf, visitor, alone, letters, back: () => {}, moved: () => {} });
  find("place").replaceChildren(sheet.root);
  sheet.look(false);
  shelf.watch((name) => /^(letter|out)/.test(name) && sheet.noticed(name));
  if (letters.isAny) letters.ask();
  find("language").onclick = () => speak(desk.locale === "en" ? "zh-CN" : "en");
}

start();
