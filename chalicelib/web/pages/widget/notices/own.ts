/** What a visitor hears of: notices that they have not read, what they subscribed to, how they wish to be written to. */
import type { ChooseWishes, OwnSubscriptions } from "../../desk/operations.ts";
import { type Answer, Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

const PATH = "subscriptions";

export class Own {
  there: OwnSubscriptions | null = null;
  state: "loading" | "there" | "missing" = "loading";
  isSending = false;
  /** Why the last change was not made: the desk's code, or "lost"; "": it was. */
  refused = "";
  /** Changes are sent one after another, as they were made. */
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly visitor: Pick<Visitor, "ask">, private readonly changed: () => void) {}

  async read(): Promise<void> {
    if (!this.there) this.state = "loading";
    this.changed();
    const answer = await this.#ask("GET");
    if (answer?.ok) this.there = answer.body as OwnSubscriptions;
    this.state = this.there ? "there" : "missing";
    this.changed();
  }

  /** Subscribe to a topic, or end that. */
  choose(topic: string, active: boolean, about = ""): Promise<void> {
    return this.#change("POST", { topic_id: topic, about, active });
  }

  wish(wishes: ChooseWishes): Promise<void> {
    return this.#change("PUT", wishes);
  }

  #change(method: string, body: object): Promise<void> {
    this.#last = this.#last.then(() => this.#send(method, body));
    return this.#last;
  }

  async #send(method: string, body: object): Promise<void> {
    this.isSending = true;
    this.refused = "";
    this.changed();
    const answer = await this.#ask(method, body);
    this.isSending = false;
    if (answer?.ok) this.there = answer.body as OwnSubscriptions;
    else this.refused = answer ? answer.body.code || "refused" : "lost";
    this.changed();
  }

  /** Null: nobody knows whether the desk has done it. */
  async #ask(method: string, body?: object): Promise<Answer | null> {
    try {
      return await this.visitor.ask(method, PATH, body);
    } catch (trouble) {
      if (trouble instanceof Trouble) return trouble.answer ?? null;
      throw trouble;
    }
  }
}
