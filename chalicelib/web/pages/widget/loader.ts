/**
 * Deskbell's icon: <script async src="https://…/widget.js" data-plan="demo"></script>
 * The panel comes when it is needed. Settings: data- attributes or window.deskbellSettings (plan, locale, position,
 * offsetX, offsetY, color, theme, zIndex). Deskbell("open", "form") opens the form that leaves a message. A page has one
 * icon: a tag with another plan takes over once that plan is known.
 */
import { forget, isBusy } from "./business.ts";
import type { Config, Desk, Deskbell, Identity, Listener, Panel, View } from "./desk.ts";
import { keepEvents } from "./edge.ts";
import css from "./icon.css" with { type: "text" };
import { dress, ICONS, isDressy, localeOf, type Settings, shapeOf, WORDS } from "./look.ts";
import { drawing, element } from "./panel/dom.ts";
import { recall, remember } from "./panel/session.ts";
import { DeskbellWidget, keepInPlace } from "./place.ts";
import { adopt } from "./sheets.ts";

declare const BUILT: Record<string, string>;

const HOLDS_MS = 60_000;
/** A page of a phone is not covered by what was open on the last one. */
const PHONE = "(max-width: 480px), (max-height: 420px)";
const DARK = "(prefers-color-scheme: dark)";

/** The page's own scripts go on, whatever becomes of us. */
const warn = (trouble: unknown) => console.warn("Deskbell:", trouble);

function begin(script: HTMLScriptElement): void {
  // The API lives where this file lives, whatever stage path stands before it.
  const base = new URL(".", script.src).href;
  const settings: Settings = { ...script.dataset, ...window.deskbellSettings };
  const { plan } = settings;
  if (!plan) return warn("no plan");
  const earlier = window.Deskbell;
  // A page that swaps its body may run the tag again.
  if (earlier?.desk?.base === base && earlier.desk.plan === plan) return;
  new Icon(base, plan, settings, script.nonce).start(earlier).catch(warn);
}

class Icon implements Desk {
  readonly prefix: string;
  declare config: Config;
  locale: Desk["locale"] = "en";
  unread = 0;
  isOpen = false;
  declare who?: Identity;
  declare isQuiet: boolean;
  declare consented: boolean;
  declare view: View;
  declare host: DeskbellWidget;
  declare root: ShadowRoot;
  readonly frame = element("div", { class: "desk" });
  readonly button = element("button", { type: "button", class: "launcher", "aria-haspopup": "dialog" });
  readonly icons = ICONS;
  readonly #shape = drawing("");
  readonly #slow = element("div", { class: "slow", role: "status" });
  readonly #listeners: Record<string, Listener[]> = {};
  readonly #dark = matchMedia(DARK);
  readonly #stop = new AbortController();
  #panel: Panel | null = null;
  #isLoading = false;
  #isWanted = false;
  #isHidden = false;
  #isReady = false;
  #isGone = false;
  #isDressed = false;
  #readAt = 0;
  #endPause = () => {};

  constructor(
    readonly base: string,
    readonly plan: string,
    readonly settings: Settings,
    readonly nonce: string,
  ) {
    this.prefix = `deskbell:${base}:${plan}:`;
  }

  /** Whoever has the icon keeps it until there is a plan to show. */
  async start(earlier: Deskbell | undefined): Promise<void> {
    const replaces = Boolean(earlier?.desk);
    if (!replaces) this.#answer(earlier);
    const config = await this.#readConfig();
    if (!config || this.#isGone) return;
    if (replaces) {
      earlier?.("destroy");
      this.#answer(undefined);
    }
    this.config = config;
    this.locale = localeOf(config, this.settings.locale);
    this.#build();
    this.show(!this.#isHidden);
    this.#isReady = true;
    this.emit("ready");
    if (config.monitoring) this.#begin(BUILT["widget/live/live.ts"]);
    this.#reopen();
    if (this.#isWanted) this.open(this.view);
    else this.#wakeIfBusy();
  }

  // In the tab where it was open it is open again, and takes nobody's focus.
  #reopen(): void {
    if (this.#isWanted || matchMedia(PHONE).matches || !recall(`${this.prefix}open`)) return;
    this.#isWanted = this.isQuiet = true;
  }

  #answer(earlier: Deskbell | undefined): void {
    // What a page may ask of us are the methods by that name: it has us in its hands anyway.
    const verbs = this as unknown as Record<string, (...rest: unknown[]) => void>;
    const call: Deskbell = (verb, ...rest) => {
      try {
        if (this.#isGone) return;
        verbs[verb === "locale" ? "speak" : verb as string](...rest);
      } catch (trouble) {
        warn(trouble);
      }
    };
    call.desk = this;
    window.Deskbell = call;
    const { signal } = this.#stop;
    // what a document hears of being shown reaches its window
    for (const event of "online storage pageshow visibilitychange".split(" ")) {
      addEventListener(event, this.#wake, { signal });
    }
    keepEvents(() => this.root, signal);
    if (Array.isArray(earlier?.q)) { for (const asked of earlier.q) call(...asked); }
  }

  asks = () => `config?page=${encodeURIComponent(location.origin + location.pathname)}`;

  emit(event: string, detail?: unknown): void {
    // A listener that throws is the host page's own trouble.
    for (const listener of this.#listeners[event] || []) setTimeout(() => listener(detail));
  }

  on(event: string, listener: Listener, signal?: AbortSignal): void {
    if (typeof listener !== "function") throw new TypeError();
    const all = this.#listeners[event] ||= [];
    all.push(listener);
    signal?.addEventListener("abort", () => all.splice(all.indexOf(listener), 1));
    if (event === "ready" && this.#isReady) setTimeout(listener);
  }

  /** Ends early when the browser is online again. */
  #pause(attempt: number): Promise<void> {
    return new Promise((resolve) => {
      this.#endPause = resolve;
      setTimeout(resolve, Math.min(60, 2 ** attempt) * (500 + 500 * Math.random()));
    });
  }

  async #readConfig(): Promise<Config | undefined> {
    for (let attempt = 1; !this.#isGone; attempt += 1) {
      try {
        const address = `${this.base}v1/widget/${encodeURIComponent(this.plan)}/${this.asks()}`;
        const answer = await fetch(address, { credentials: "omit" });
        this.#readAt = performance.now();
        if (answer.ok) return await answer.json();
        if (answer.status < 500 && answer.status !== 429) {
          warn("no plan");
          return void this.emit("error", { code: "no_config", status: answer.status });
        }
      } catch {
        // No connection: the icon comes when there is one.
      }
      await this.#pause(attempt);
    }
  }

  #build(): void {
    if (!customElements.get("deskbell-widget")) customElements.define("deskbell-widget", DeskbellWidget);
    this.host = document.createElement("deskbell-widget") as DeskbellWidget;
    this.root = this.host.attachShadow({ mode: "open" });
    adopt(this.root, css, this.nonce);
    this.frame.dir = "ltr";
    this.button.append(this.#shape, element("span", { class: "presence" }));
    this.button.onclick = () => this.toggle();
    this.frame.onclick = (event) => event.stopPropagation();
    this.frame.append(this.button);
    this.root.append(this.frame);
    const { signal } = this.#stop;
    this.#dark.addEventListener?.("change", () => this.applyLook(), { signal });
    this.applyLook();
    this.showOpen(false);
    // A notice board stands in the icon's place until the visitor closes it.
    const isBoard = this.config.look.show === "board";
    this.button.hidden = this.#isDressed || isBoard;
    if (isBoard && !this.#isDressed) this.#begin(BUILT["widget/panel/board.ts"]);
    keepInPlace(this.host, signal);
  }

  applyLook(): void {
    dress(this.frame, this.config, this.settings, this.#dark.matches);
    this.#label();
    if (this.#isDressed || !isDressy(this.config)) return;
    this.#isDressed = true;
    this.#begin(BUILT["widget/style/style.ts"]);
  }

  #label(): void {
    const { unread, isOpen, button, config: { look, online } } = this;
    const words = WORDS[this.locale];
    const name = isOpen ? words.shut : online ? words.online : words.away;
    this.frame.lang = this.locale;
    this.#shape.firstElementChild!.setAttribute(
      "d",
      shapeOf(isOpen ? "down" : online ? look.icon : look.offline_icon),
    );
    button.title = name;
    button.setAttribute("aria-label", name + (unread ? words.unread(unread) : ""));
  }

  showUnread(count: number): void {
    if (count === this.unread) return;
    this.unread = count;
    this.#label();
    this.emit("unread", count);
  }

  showOpen(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
    this.#label();
  }

  /** What a part makes of itself, once it and all that it needs are there. */
  async #begin(name: string): Promise<Panel | undefined> {
    for (let attempt = 0; !this.#isGone; attempt += 1) {
      try {
        // Some browsers remember a module that failed: a retry has another address.
        return await (await import(`${this.base}assets/${name}${attempt ? `?${attempt}` : ""}`)).start(this);
      } catch {
        this.#slow.textContent = WORDS[this.locale].slow;
        if (this.#isWanted) this.frame.append(this.#slow);
        await this.#pause(attempt + 1);
      }
    }
  }

  async #load(): Promise<void> {
    if (this.#isLoading || this.#panel) return;
    this.#isLoading = true;
    this.button.setAttribute("aria-busy", "true");
    const panel = await this.#begin(BUILT["widget/panel/app.ts"]);
    this.#isLoading = false;
    this.button.removeAttribute("aria-busy");
    this.#slow.remove();
    if (this.#isGone) return panel?.destroy();
    this.#panel = panel ?? null;
    if (this.#isWanted) panel?.open();
  }

  /** `view` is "form" for the form that leaves a message. */
  open(view?: View): void {
    this.#isWanted = true;
    this.view = view;
    this.show();
    remember(`${this.prefix}open`);
    if (this.#panel) this.#panel.open();
    else if (this.#isReady) this.#load().catch(warn);
  }

  close(): void {
    this.#isWanted = false;
    remember(`${this.prefix}open`, "");
    this.#panel?.close();
  }

  hide(): void {
    this.close();
    this.show(false);
  }

  identify(who: Identity): void {
    this.emit("identify", this.who = who);
  }

  consent(isGiven: boolean): void {
    this.emit("consent", this.consented = isGiven);
  }

  reset(): void {
    this.who = undefined;
    this.close();
    this.#panel?.destroy();
    this.#panel = null;
    forget(this.prefix);
    this.showUnread(0);
  }

  toggle(): void {
    if (this.#isWanted) this.close();
    else this.open();
  }

  show(isShown = true): void {
    this.frame.hidden = this.#isHidden = !isShown;
  }

  speak(tag: string): void {
    this.settings.locale = tag;
    if (!this.#isReady) return;
    this.locale = localeOf(this.config, tag);
    this.#label();
    this.emit("locale", this.locale);
    this.#panel?.setLocale(this.locale);
  }

  destroy(): void {
    this.#isGone = true;
    delete window.Deskbell?.desk;
    this.#endPause();
    this.#panel?.destroy();
    this.#stop.abort();
  }

  #wakeIfBusy(): void {
    if (this.#isReady && isBusy(this.prefix)) this.#load().catch(warn);
  }

  readonly #wake = (event: Event) => {
    if (event.type === "online") this.#endPause();
    this.#wakeIfBusy();
    const isBack = event.type === "visibilitychange" && !document.hidden;
    if (isBack && this.#isReady && !this.#panel && performance.now() - this.#readAt > HOLDS_MS) this.#renew();
  };

  // Whoever comes back to the tab sees how the desk stands now.
  async #renew(): Promise<void> {
    const config = await this.#readConfig();
    if (!config || this.#isGone) return;
    this.config = config;
    this.applyLook();
  }
}

try {
  const script = document.currentScript || document.querySelector('[data-plan][src*="widget.js"]');
  if (script) begin(script as HTMLScriptElement);
} catch (trouble) {
  warn(trouble);
}
