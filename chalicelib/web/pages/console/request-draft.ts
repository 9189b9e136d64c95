/**
 * A request that is being written: what was typed and chosen, and the name of the request that sends it. It stays for a day
 * in this browser; the name stays as long as the same thing is sent, so that a request whose receipt was lost is not done
 * twice.
 */
import { browser, type Kept as Storage } from "../desk/storage.ts";
import { newClientId } from "./outbox.ts";

const DAY_MS = 24 * 3600 * 1000;

interface Kept<Values> {
  values: Partial<Values>;
  /** What was asked last, and under which name. */
  asked?: string;
  client_id?: string;
  /** Milliseconds. */
  at: number;
}

export class RequestDraft<Values extends object> {
  #kept: Kept<Values>;

  constructor(
    private readonly place: string,
    private readonly storage: Storage = browser,
    private readonly clock = () => Date.now(),
  ) {
    const kept = storage.read<Kept<Values>>(place);
    this.#kept = kept && clock() - kept.at < DAY_MS ? kept : this.#blank();
  }

  /** What was kept of it, or `otherwise`. */
  get<Name extends keyof Values>(name: Name, otherwise: Values[Name]): Values[Name] {
    return this.#kept.values[name] as Values[Name] ?? otherwise;
  }

  keep(changes: Partial<Values>): void {
    this.#write({ values: { ...this.#kept.values, ...changes } });
  }

  forget(): void {
    this.#kept = this.#blank();
    this.storage.remove(this.place);
  }

  /** What is sent: `body` with its client_id. */
  request<Body extends object>(body: Body): Body & { client_id: string } {
    const asked = JSON.stringify(body);
    if (this.#kept.asked !== asked) this.#write({ asked, client_id: newClientId() });
    return { ...body, client_id: this.#kept.client_id! };
  }

  #blank(): Kept<Values> {
    return { values: {}, at: this.clock() };
  }

  #write(changes: Partial<Kept<Values>>): void {
    this.#kept = { ...this.#kept, ...changes, at: this.clock() };
    this.storage.write(this.place, this.#kept);
  }
}
