/** An incident that is about to be declared: which events there are, and asking for it once. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { Declare, DefinedEventView } from "../../desk/operations.ts";
import * as asking from "./asking.ts";
import { wordsOf } from "./open.ts";

export const SEVERITIES = ["minor", "major", "critical"] as const;

export type Severity = (typeof SEVERITIES)[number];

export class Declaring {
  readonly #events = signal<readonly DefinedEventView[] | null>(null);
  readonly #chosen = signal("");
  readonly #severity = signal<Severity>("major");
  #pending = { asked: "", key: "" };
  /** The one that was made. */
  made: string | null = null;

  /** The defined events; null until they are known. Where they cannot be read it can have a title of its own. */
  get events(): readonly DefinedEventView[] | null {
    return this.#events.value;
  }

  /** The event that it is; empty: none of them. */
  get chosen(): string {
    return this.#chosen.value;
  }

  get severity(): Severity {
    return this.#severity.value;
  }

  set severity(severity: Severity) {
    this.#severity.value = severity;
  }

  async read(): Promise<void> {
    const events = await asking.listEvents().then(({ items }) => items, () => []);
    this.#events.value = events;
    this.choose(events[0]?.event_id ?? "");
  }

  /** It is as grave as the event says, until somebody says otherwise. */
  choose(eventId: string): void {
    this.#chosen.value = eventId;
    this.#severity.value = this.#events.peek()?.find(({ event_id: id }) => id === eventId)?.severity ?? "major";
  }

  /** Why it was refused; null: it is declared. The same asked again after no answer is one. */
  async declare(title: string, planKey: string, note: string): Promise<{ words: string } | null> {
    const body: Declare = {
      event_id: this.chosen || null,
      titles: title ? { "zh-CN": title, en: title } : null,
      severity: this.severity,
      note,
      plan_keys: planKey ? [planKey] : [],
    };
    const asked = JSON.stringify(body);
    if (asked !== this.#pending.asked) this.#pending = { asked, key: crypto.randomUUID() };
    try {
      this.made = (await asking.declare(body, this.#pending.key)).incident_id;
      return null;
    } catch (problem) {
      return { words: wordsOf(problem as Problem) };
    }
  }
}
