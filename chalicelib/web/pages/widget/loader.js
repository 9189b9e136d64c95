/* Deskbell's icon: <script async src="https://…/widget.js" data-plan="demo"></script>
 * The panel comes when it is needed. Settings: data- attributes or window.deskbellSettings (plan, locale, position,
 * offsetX, offsetY, color, zIndex). Deskbell("open", "form") opens the form that leaves a message. */
(() => {
  "use strict";
  const script = document.currentScript || document.querySelector('script[data-plan][src*="widget.js"]');
  if (!script) return;

  // The API lives where this file lives, whatever stage path stands before it.
  const base = new URL(".", script.src).href;
  const settings = { ...script.dataset, ...window.deskbellSettings };
  const plan = settings.plan;
  const earlier = window.Deskbell;
  if (earlier && earlier.desk) {
    // A page that swaps its body may run the tag again: one icon is enough.
    if (earlier.desk.base === base && earlier.desk.plan === plan) return;
    earlier("destroy");
  }
  if (!plan) return console.warn("Deskbell: the script tag needs data-plan.");

  const WORDS = {
    "zh-CN": { online: "在线客服", away: "客服留言", shut: "收起聊天窗口", unread: (n) => `，${n} 条未读消息`, slow: "连接不畅，正在重试…" },
    en: { online: "Chat with us", away: "Leave us a message", shut: "Close chat window", unread: (n) => `, ${n} unread`, slow: "Connection trouble, retrying…" },
  };
  const ICONS = {
    bubble: "M12 3c-5 0-9 3.6-9 8 0 2.5 1.3 4.7 3 6 0 1-.5 2-1 3-.3.4 0 .8.4.7 1.8-.2 3.4-.8 4.6-1.8 6 1 11-3 11-8 0-4.4-4-8-9-8ZM7.5 9h9v2h-9Zm0 3H13v2H7.5Z",
    headset: "M12 3a9 9 0 0 0-9 9v6l2 2h4v-7H5a7 7 0 0 1 14 0h-4v7h4v1h-7v2h9V12a9 9 0 0 0-9-9Z",
    question: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1 15h2v2h-2Zm1-12a4 4 0 0 0-4 4h2a2 2 0 1 1 4 0c0 2-3 2-3 6h2c0-3 3-3 3-6a4 4 0 0 0-4-4Z",
    smile: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM7 8h3v3H7Zm7 0h3v3h-3Zm-7 5h10a5 5 0 0 1-10 0Z",
    envelope: "M3 5h18v14H3Zm1 2 8 5 8-5v2l-8 5-8-5Z",
    down: "m5 10 2-2 5 5 5-5 2 2-7 7Z",
  };
  const STYLE = `
    :host { all: initial; }
    .desk { all: initial; position: fixed; z-index: var(--layer); bottom: var(--y); color-scheme: light;
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    .desk[data-side="right"] { right: var(--x); }
    .desk[data-side="left"] { left: var(--x); }
    [hidden] { display: none !important; }
    .launcher { all: unset; position: relative; display: grid; place-items: center; width: 58px; height: 58px; border-radius: 50%;
      background: var(--brand); color: var(--on-brand); cursor: pointer; transition: transform .18s; animation: arrive .3s;
      box-shadow: 0 2px 6px #10182829, 0 10px 28px #10182838; -webkit-tap-highlight-color: transparent; }
    .launcher:hover { transform: translateY(-2px); }
    .launcher:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #1c2430; }
    .launcher svg { width: 30px; height: 30px; fill: currentColor; fill-rule: evenodd; }
    [aria-busy="true"] svg { animation: breathe 1s infinite alternate; }
    .presence { position: absolute; right: 1px; bottom: 1px; width: 12px; height: 12px; border: 2px solid #fff; border-radius: 50%;
      background: #98a2b3; }
    [data-online] .presence { background: #16a34a; }
    [aria-expanded="true"] .presence { display: none; }
    .slow { position: absolute; bottom: 70px; right: 0; padding: 8px 12px; border-radius: 10px; background: #1c2430; color: #fff;
      font-size: 13px; white-space: nowrap; }
    [data-side="left"] .slow { right: auto; left: 0; }
    @keyframes arrive { from { opacity: 0; transform: scale(.6); } }
    @keyframes breathe { to { opacity: .35; } }
    @media (prefers-reduced-motion: reduce) { .desk * { animation: none !important; transition: none !important; } }
    @media print { .desk { display: none; } }`;

  const listeners = {};
  const prefix = `deskbell:${base}:${plan}:`;
  let app, loading, wanted, hidden, isReady, isGone, endPause;

  const desk = { base, plan, prefix, locale: "en", unread: 0, isOpen: false, emit, open, close, showUnread, showOpen, on, applyLook, asks: () => `config?page=${encodeURIComponent(location.origin + location.pathname)}` };

  function emit(event, detail) {
    // A listener that throws is the host page's own trouble.
    for (const listener of listeners[event] || []) setTimeout(() => listener(detail));
  }

  // Ends early when the browser is online again.
  const pause = (attempt) =>
    new Promise((resolve) => {
      endPause = resolve;
      setTimeout(resolve, Math.min(60, 2 ** attempt) * (500 + 500 * Math.random()));
    });

  async function readConfig() {
    for (let attempt = 1; !isGone; attempt += 1) {
      try {
        const answer = await fetch(`${base}v1/widget/${encodeURIComponent(plan)}/${desk.asks()}`, { credentials: "omit" });
        if (answer.ok) return await answer.json();
        if (answer.status < 500 && answer.status !== 429) {
          console.warn(`Deskbell: no config for the plan "${plan}" (${answer.status}).`);
          return emit("error", { code: "no_config", status: answer.status });
        }
      } catch {
        // No connection: the icon comes when there is one.
      }
      await pause(attempt);
    }
  }

  function chooseLocale() {
    const language = (tag) => String(tag).toLowerCase().split("-")[0];
    const offered = desk.config.languages.filter((tag) => WORDS[tag]);
    const wish = [settings.locale, ...navigator.languages].find((tag) => offered.some((one) => language(one) === language(tag)));
    desk.locale = offered.find((tag) => language(tag) === language(wish)) || offered[0] || "en";
  }

  // Black or white: one of them always has a contrast above 4.5.
  function inkOn(color) {
    const part = (at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2;
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) < 0.179 ? "#fff" : "#000";
  }

  function shape(parent) {
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.append(path);
    parent.append(svg);
    return path;
  }

  function part(tag, className, parent) {
    const element = Object.assign(document.createElement(tag), { className });
    parent.append(element);
    return element;
  }

  class DeskbellWidget extends HTMLElement {
    disconnectedCallback() {
      // Pages that replace their body take the icon with it: put it back.
      setTimeout(this.attach);
    }
  }

  function buildIcon() {
    if (!customElements.get("deskbell-widget")) customElements.define("deskbell-widget", DeskbellWidget);
    const host = (desk.host = document.createElement("deskbell-widget"));
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const frame = part("div", "desk", root);
    const button = part("button", "launcher", frame);
    button.setAttribute("aria-haspopup", "dialog");
    Object.assign(desk, { root, frame, button, shape: shape(button) });
    part("span", "presence", button);
    button.onclick = toggle;
    applyLook();
    showOpen(false);
    // A notice board stands in the icon's place until the visitor closes it.
    button.hidden = desk.config.look.show === "board";
    if (button.hidden) fetchModule(BUILT["widget/panel/board.js"]).then((board) => board && board.start(desk));
    host.attach = () => isGone || host.isConnected || document.body.append(host);
    host.attach();
  }

  function applyLook() {
    const { frame, config: { look, online } } = desk;
    const own = /^#[0-9a-f]{6}$/i.test(settings.color) && settings.color;
    const room = (own, common, edge) => `calc(${parseFloat(own ?? common) || 0}px + env(safe-area-inset-${edge}, 0px))`;
    const values = {
      brand: own || look.color,
      "on-brand": own ? inkOn(own) : look.text_color,
      x: room(settings.offsetX, look.offset_x, "right"),
      y: room(settings.offsetY, look.offset_y, "bottom"),
      layer: Number(settings.zIndex) || 2147483000,
    };
    for (const name in values) frame.style.setProperty(`--${name}`, values[name]);
    frame.dataset.side = (settings.position || look.position) === "left" ? "left" : "right";
    frame.toggleAttribute("data-online", online);
  }

  function label() {
    const { unread, isOpen, button, config: { look, online } } = desk;
    const words = WORDS[desk.locale];
    const name = isOpen ? words.shut : online ? words.online : words.away;
    desk.shape.setAttribute("d", ICONS[isOpen ? "down" : online ? look.icon : look.offline_icon]);
    button.title = name;
    button.setAttribute("aria-label", name + (unread ? words.unread(unread) : ""));
  }

  function showUnread(count) {
    if (count === desk.unread) return;
    desk.unread = count;
    label();
    emit("unread", count);
  }

  function showOpen(isOpen) {
    desk.isOpen = isOpen;
    desk.button.setAttribute("aria-expanded", isOpen);
    label();
  }

  function showSlow() {
    desk.slow = desk.slow || part("div", "slow", desk.frame);
    Object.assign(desk.slow, { role: "status", textContent: WORDS[desk.locale].slow });
  }

  async function fetchModule(name) {
    for (let attempt = 0; !isGone; attempt += 1) {
      try {
        // Some browsers remember a module that failed: a retry has another address.
        return await import(`${base}assets/${name}${attempt ? `?${attempt}` : ""}`);
      } catch {
        if (wanted) showSlow();
        await pause(attempt + 1);
      }
    }
  }

  async function loadPanel() {
    if (loading) return;
    desk.button.ariaBusy = "true";
    const module = await (loading = fetchModule(BUILT["widget/panel/app.js"]));
    const started = isGone ? null : await module.start(desk);
    desk.button.ariaBusy = "false";
    if (desk.slow) desk.slow.remove();
    if (isGone) return started && started.destroy();
    app = started;
    if (wanted) app.open();
  }

  // `view` is "form" for the form that leaves a message.
  function open(view) {
    wanted = true;
    desk.view = view;
    show();
    if (app) app.open();
    else if (isReady) loadPanel();
  }

  function close() {
    wanted = false;
    if (app) app.close();
  }

  const toggle = () => (wanted ? close() : open());

  function show(isShown = true) {
    hidden = !isShown;
    if (desk.frame) desk.frame.hidden = hidden;
  }

  const hide = () => (close(), show(false));
  function on(event, listener) {
    (listeners[event] = listeners[event] || []).push(listener);
    if (event === "ready" && isReady) listener();
  }

  function locale(tag) {
    settings.locale = tag;
    if (!isReady) return;
    chooseLocale();
    label();
    emit("locale", desk.locale);
    if (app) app.setLocale(desk.locale);
  }

  function destroy() {
    isGone = true;
    removeEventListener("storage", wakeIfBusy);
    removeEventListener("online", hurry);
    if (app) app.destroy();
    if (desk.host) desk.host.remove();
    window.Deskbell = undefined;
  }

  const verbs = { open, close, toggle, show: () => show(), hide, on, locale, destroy };
  function Deskbell(verb, ...rest) {
    if (Object.hasOwn(verbs, verb)) verbs[verb](...rest);
    else console.warn(`Deskbell: there is no "${verb}".`);
  }

  // Something is unfinished: an open conversation, an unread answer or an unsent message.
  function hasBusiness() {
    try {
      const talk = JSON.parse(localStorage.getItem(`${prefix}talk`));
      if (talk && (talk.state !== "closed" || talk.unread)) return true;
      return Object.keys(localStorage).some((key) => key.startsWith(`${prefix}out`));
    } catch {
      return false;
    }
  }

  const wakeIfBusy = () => isReady && hasBusiness() && loadPanel();
  const hurry = () => endPause && endPause();

  async function start() {
    desk.config = await readConfig();
    if (!desk.config || isGone) return;
    if (!document.body) await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
    chooseLocale();
    buildIcon();
    show(!hidden);
    isReady = true;
    emit("ready");
    wanted ? open(desk.view) : wakeIfBusy();
  }

  Deskbell.desk = desk;
  window.Deskbell = Deskbell;
  addEventListener("online", hurry);
  addEventListener("storage", wakeIfBusy);
  for (const call of (earlier && earlier.q) || []) Deskbell(...call);
  start();
})();
