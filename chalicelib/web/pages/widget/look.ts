/** How the icon looks: its words, drawings, colours and place. */
import { inkOn } from "./colours.ts";
import type { Code, Config } from "./desk.ts";

export const WORDS = {
  "zh-CN": {
    online: "在线客服",
    away: "客服留言",
    shut: "收起聊天窗口",
    unread: (n: number) => `，${n} 条未读消息`,
    slow: "正在重新连接…",
  },
  en: {
    online: "Chat with us",
    away: "Leave us a message",
    shut: "Close chat window",
    unread: (n: number) => `, ${n} unread`,
    slow: "Reconnecting…",
  },
};

/** Those of most plans. */
export const ICONS: Record<string, string> = {
  bubble:
    "M12 3c-5 0-9 3.6-9 8 0 2.5 1.3 4.7 3 6 0 1-.5 2-1 3-.3.4 0 .8.4.7 1.8-.2 3.4-.8 4.6-1.8 6 1 11-3 11-8 0-4.4-4-8-9-8ZM7.5 9h9v2h-9Zm0 3H13v2H7.5Z",
  envelope: "M3 5h18v14H3Zm1 2 8 5 8-5v2l-8 5-8-5Z",
  down: "m5 10 2-2 5 5 5-5 2 2-7 7Z",
};

/** The drawing of this name: the bubble, until there is one. */
export const shapeOf = (name: string): string => ICONS[name] ?? ICONS.bubble;

/** Whether the plan shows what only the part that dresses the icon brings. */
export const isDressy = ({ look, dressed }: Config): boolean =>
  dressed || !ICONS[look.icon] || !ICONS[look.offline_icon];

/** What the page may say itself, by attributes of the tag or in `deskbellSettings`. */
export interface Settings {
  plan?: string;
  locale?: string;
  position?: string;
  offsetX?: string;
  offsetY?: string;
  color?: string;
  theme?: string;
  zIndex?: string;
}

const language = (tag: unknown) => String(tag).toLowerCase().split("-")[0];

/** Of the plan's languages the page's, else the browser's, else the first. */
export function localeOf({ languages }: Config, wished: string | undefined): Code {
  const offered = languages.filter((tag): tag is Code => tag in WORDS);
  for (const wish of [wished, ...navigator.languages, offered[0]]) {
    const known = offered.find((tag) => language(tag) === language(wish));
    if (known) return known;
  }
  return "en";
}

/** Dresses the frame as the plan and the page wish. On a page of any colour the icon has the plan's own in every theme. */
export function dress(frame: HTMLElement, { look, online }: Config, settings: Settings, isDarkOutside: boolean): void {
  const own = /^#[0-9a-f]{6}$/i.test(settings.color ?? "") && settings.color;
  const theme = settings.theme || look.theme;
  const room = (wished: unknown, edge: string) =>
    `calc(${parseFloat(wished as string) || 0}px + env(safe-area-inset-${edge}, 0px))`;
  const values = {
    brand: own || look.color,
    "on-brand": own ? inkOn(own) : look.text_color,
    x: room(settings.offsetX ?? look.offset_x, "right"),
    y: room(settings.offsetY ?? look.offset_y, "bottom"),
    layer: `${Number(settings.zIndex) || 2147483000}`,
  };
  for (const [name, value] of Object.entries(values)) frame.style.setProperty(`--${name}`, value);
  frame.dataset.theme = theme === "dark" || (theme !== "light" && isDarkOutside) ? "dark" : "light";
  frame.dataset.side = (settings.position || look.position) === "left" ? "left" : "right";
  frame.toggleAttribute("data-online", online);
}
