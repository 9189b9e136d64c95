/** Calls in a list, and a single one: read, heard. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";
import { Listed } from "../lists/listed.ts";
import * as asking from "./asking.ts";
import type { Call, Wanted } from "./asking.ts";
import { isNumber } from "./rules.ts";

/** The calls that are looked at, one's own unless something is asked for. */
export class Calls {
  readonly #wanted = signal<Wanted>({});
  readonly listed = new Listed<Call>((cursor) => asking.list(this.#wanted.peek(), cursor));

  get wanted(): Wanted {
    return this.#wanted.value;
  }

  async narrow(changes: Partial<Wanted>): Promise<void> {
    const wanted = { ...this.#wanted.peek(), ...changes };
    this.#wanted.value = wanted;
    // A number that is still being typed is asked for once it may be one.
    if (!wanted.number || isNumber(wanted.number)) await this.listed.look();
  }
}

/** The recording of one call, as somebody hears it; each time is asked for, and noted. */
export class Recording {
  readonly #url = signal<string | null>(null);
  readonly #trouble = signal("");
  readonly #busy = signal(false);

  constructor(private readonly callId: string, private readonly inspectionId?: string) {}

  get url(): string | null {
    return this.#url.value;
  }

  get trouble(): string {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  async hear(): Promise<void> {
    this.#busy.value = true;
    this.#trouble.value = "";
    try {
      const { url } = await asking.play(this.callId, this.inspectionId);
      // It is this desk's, by whatever name this page came.
      this.#url.value = new URL(url).pathname;
    } catch (problem) {
      this.fail((problem as Problem).code);
    }
    this.#busy.value = false;
  }

  /** It cannot be played: its address may count no more. */
  fail(code = "broken"): void {
    this.#url.value = null;
    this.#trouble.value = tOf("calls.unheard", code);
  }
}

/** A call that something tells of. */
export class OneCall {
  readonly #call = signal<Call | null>(null);

  constructor(private readonly callId: string) {}

  get call(): Call | null {
    return this.#call.value;
  }

  learn(call: Call): void {
    this.#call.value = call;
  }

  async read(): Promise<void> {
    // Where it cannot be read there is nothing to be heard either; its words stand in the transcript.
    this.#call.value = await asking.read(this.callId).catch(() => null);
  }
}

type Said = Omit<Parameters<typeof asking.correct>[1], "version">;

/** The call as it is then; else in words why not. */
export async function putRight(call: Call, said: Said): Promise<Call | string> {
  try {
    return await asking.correct(call.call_id, { version: call.version, ...said });
  } catch (problem) {
    const { said: answered, code, message } = problem as Problem;
    return tOf("calls.wrong", answered?.errors?.[0]?.field ?? code, { detail: message });
  }
}
