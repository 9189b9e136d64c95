/** The form as a page of its own (客服表单): for a link in an e-mail or a menu, without any website around it. */
import { onDark } from "../widget/colours.ts";
import type { Code, Config, Look } from "../widget/desk.ts";
import { setText } from "../widget/panel/dom.ts";
import { pictureAt } from "../widget/pictures.ts";
import { onlyOneTab } from "../widget/panel/lock.ts";
import { backoffMs } from "../widget/panel/pace.ts";
import { Shelf } from "../widget/panel/storage.ts";
import { Transport } from "../widget/panel/transport.ts";
import { Visitor } from "../widget/panel/visitor.ts";
import { openSheet, type Sheet } from "./sheet.ts";

const WORDS = {
  "zh-CN": { slow: "连接不畅，正在重试…", missing: "这里暂时不接受留言。", other: "English" },
  en: { slow: "Connection trouble, retrying…", missing: "No messages are taken here at the moment.", other: "中文" },
};
const LANGUAGES: Code[] = ["zh-CN", "en"];
const DARK = matchMedia("(prefers-color-scheme: dark)");

const base = new URL("..", location.href).href;
const plan = decodeURIComponent(location.pathname.split("/").pop() ?? "");
const find = (id: string) => document.getElementById(id)!;
const language = (tag: unknown) => String(tag).toLowerCase().split("-")[0];

const shelf = new Shelf(`deskbell:${base}:${plan}:`);
const transport = new Transport(`${base}v1/widget/${encodeURIComponent(plan)}/`, () => {});
let locale = chooseLocale(LANGUAGES);

function chooseLocale(offered: Code[]): Code {
  const wishes = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  const wish = wishes.find((tag) => offered.some((each) => language(each) === language(tag)));
  return offered.find((tag) => language(tag) === language(wish)) || offered[0];
}

const spokenBy = (config: Config): Code[] => LANGUAGES.filter((tag) => config.languages.includes(tag));

async function readConfig(): Promise<Config | null> {
  for (let failures = 1;; failures += 1) {
    try {
      const { status, body } = await transport.ask("GET", "config");
      if (status === 200) return body;
      if (status !== 429) return null;
    } catch {
      tell("slow");
    }
    await new Promise((resolve) => setTimeout(resolve, backoffMs(failures)));
  }
}

function tell(what: "slow" | "missing" | null): void {
  setText(find("trouble"), what ? WORDS[locale][what] : "");
  find("trouble").hidden = !what;
}

function dress({ look, texts, name, languages }: Config): void {
  const told = texts[locale] || {};
  document.documentElement.lang = locale;
  colour(look);
  document.title = told.board_title || name;
  setText(find("title"), told.board_title || name);
  setText(find("text"), told.board_text || "");
  find("text").hidden = !told.board_text;
  find("language").hidden = languages.filter((tag) => tag in WORDS).length < 2;
  setText(find("language"), WORDS[locale].other);
  find("language").lang = locale === "en" ? "zh-CN" : "en";
}

function colour({ color, text_color, theme }: Look): void {
  const isDark = theme === "dark" || (theme !== "light" && DARK.matches);
  const { dataset, style } = document.documentElement;
  const [brand, onBrand] = isDark ? onDark(color, text_color) : [color, text_color];
  dataset.theme = isDark ? "dark" : "light";
  style.setProperty("--brand", brand);
  style.setProperty("--on-brand", onBrand);
}

function showPicture({ picture }: Look): void {
  const address = pictureAt(picture, base);
  if (!address) return;
  const image = find("picture") as HTMLImageElement;
  image.referrerPolicy = "no-referrer";
  image.onload = () => (image.hidden = false);
  image.src = address;
}

async function start(): Promise<void> {
  const config = await readConfig();
  find("page").setAttribute("aria-busy", "false");
  if (!config) return tell("missing");
  tell(null);
  locale = chooseLocale(spokenBy(config));
  dress(config);
  showPicture(config.look);
  DARK.addEventListener?.("change", () => colour(config.look));
  const desk = { root: document, base, plan, config, locale, emit: () => {} };
  const alone = (name: string) => onlyOneTab(shelf, name);
  const visitor = new Visitor({ transport, shelf, alone: alone("visitor"), locale: () => locale });
  let sheet: Sheet | null = null;
  const [changed, back, moved] = [() => sheet?.look(false), () => {}, () => {}];
  const opened = sheet = await openSheet({ desk, shelf, visitor, alone, changed, back, moved });
  find("place").replaceChildren(opened.root);
  opened.look(false);
  shelf.watch((name) => {
    if (/^(letter|out)/.test(name)) opened.noticed(name);
  });
  opened.ask();
  find("language").onclick = async () => {
    locale = desk.locale = locale === "en" ? "zh-CN" : "en";
    dress(config);
    await opened.setLocale(locale);
  };
}

start();
