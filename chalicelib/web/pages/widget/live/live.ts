/**
 * Agents see who is on the website: where its plan says so, and as long as the page says that its visitor consents
 * (`Deskbell("consent", true)`), unless the plan needs no consent. The loader fetches this part for such plans alone.
 */
import type { Desk } from "../desk.ts";
import { Greeting } from "../panel/greeting.ts";
import { onlyOneTab } from "../panel/lock.ts";
import { Shelf } from "../panel/storage.ts";
import { Transport } from "../panel/transport.ts";
import { pageAddress, plain, Visitor } from "../panel/visitor.ts";
import { type Answered, Beats } from "./beats.ts";
import { Card, WORDS } from "./card.ts";
import { Invitation } from "./invitation.ts";
import { hearMoves } from "./moves.ts";

const LONGEST_TITLE = 120;

export function start(desk: Desk): void {
  new Live(desk).begin();
}

class Live {
  readonly #shelf: Shelf;
  readonly #visitor: Visitor;
  readonly #beats: Beats;
  readonly #invitation: Invitation;
  readonly #greeting: Greeting;
  readonly #card: Card;
  #isKnown = false;

  constructor(private readonly desk: Desk) {
    const shelf = this.#shelf = new Shelf(desk.prefix);
    const transport = new Transport(`${desk.base}v1/widget/${encodeURIComponent(desk.plan)}/`, () => {});
    const visitor = this.#visitor = new Visitor({
      transport,
      shelf,
      alone: onlyOneTab(shelf, "visitor"),
      locale: () => desk.locale,
    });
    this.#card = new Card(desk, { yes: () => void this.#accept(), no: () => void this.#decline() });
    const invitation = this.#invitation = new Invitation({
      show: (offer) => this.#card.show(offer),
      hide: this.#card.hide,
      isBusy: () => desk.isOpen || this.#talks,
      noted: (id) => {
        desk.emit("invitation", { invitation_id: id });
        void this.#beats.shown(id);
      },
    });
    this.#beats = new Beats({
      where: () => ({
        page: pageAddress(),
        title: document.title.replace(/\p{Cc}/gu, " ").slice(0, LONGEST_TITLE),
        language: navigator.language || "",
        referrer: plain(document.referrer),
      }),
      hear: hearMoves,
      moved: () => invitation.moved(),
      // an icon that was taken away is seen no more
      isHidden: () => document.hidden || !desk.host.isConnected,
      ask: async (page) => await visitor.ask("POST", "beats", page) as Answered,
      told: (offer) => invitation.told(this.#talks ? null : offer),
      now: () => Date.now(),
      last: () => shelf.read("beat"),
      keep: (said) => shelf.write("beat", said),
    });
    this.#greeting = new Greeting({
      visitor,
      mark: `${desk.prefix}greeted`,
      known: () => this.#look(),
      refused: () => {},
    });
  }

  begin(): void {
    const { desk } = this;
    desk.on("consent", () => this.#look());
    document.addEventListener("visibilitychange", this.#beats.look);
    this.#shelf.watch((name, _, answered) => name === "invited" && this.#invitation.answered(answered));
    this.#look();
  }

  /** Whether the visitor has a conversation. */
  get #talks(): boolean {
    const talk = this.#shelf.read("talk");
    return Boolean(talk) && talk.state !== "closed";
  }

  // A consent that is taken back ends it at once.
  #look(): void {
    const { config, consented } = this.desk;
    if (config.monitoring !== "everybody" && consented !== true) return this.#beats.pause();
    if (this.#isKnown) return this.#beats.start();
    this.#isKnown = true;
    // who is known in this tab already says no second hello
    this.#greeting.say().then(() => this.#visitor.isKnown && this.#look());
  }

  async #accept(): Promise<void> {
    const { desk } = this;
    const id = this.#invitation.id;
    if (!id) return;
    this.#card.isBusy = true;
    const said = { text: WORDS[desk.locale].yes, client_id: id, page: pageAddress() };
    try {
      const { status, body } = await this.#visitor.ask("POST", `invitations/${id}/accept`, said);
      if (status < 300 && body?.conversation_id) {
        this.#shelf.write("talk", { conversation_id: body.conversation_id, state: "open", unread: 0 });
        desk.emit("invitation_accepted", { conversation_id: body.conversation_id });
      } else if (status === 429) return void (this.#card.isBusy = false);
    } catch {
      return void (this.#card.isBusy = false); // no connection: it stands there to be pressed again
    }
    // an invitation that is over leads to the conversation all the same
    this.#answered(id);
    desk.open();
  }

  async #decline(): Promise<void> {
    const id = this.#invitation.id;
    if (!id) return;
    this.#answered(id);
    this.desk.emit("invitation_declined", {});
    await this.#visitor.ask("POST", `invitations/${id}/dismiss`, {}).catch(() => {});
  }

  #answered(id: string): void {
    this.#shelf.write("invited", id);
    this.#invitation.answered(id);
  }
}
