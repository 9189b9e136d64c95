/** Agents who left, and whose data is to go: what there is of them, and what becomes of it. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import { session } from "../../desk/session.ts";
import type { AgentView, LeavingView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

type Done = (answer: LeavingView) => void;

/** Those whose account is closed, and of whom there is still something. */
export const goneOnes = (agents: readonly AgentView[]): AgentView[] =>
  agents.filter(({ active, erased_at: at }) => !active && !at);

export class Leavers {
  readonly #busy = signal<string | null>(null);
  readonly reading = new Reading(async () => {
    const everybody = session.can("agents.manage") ? api.listAgents() : Promise.resolve([]);
    const [pages, agents] = await Promise.all([api.listErasedAgents(null), everybody]);
    const names = new Map<string, string>(agents.map(({ agent_id: id, name }) => [id, name]));
    return { pages: new Pages<LeavingView>(pages, api.listErasedAgents), names, gone: goneOnes(agents) };
  });

  /** Whether the desk is at something, so that the list is about to change. */
  get isUnderWay(): boolean {
    return !!this.reading.data?.pages.items.some(({ state }) => state === "walking" || state === "erasing");
  }

  isBusy(id: string): boolean {
    return this.#busy.value === id;
  }

  readonly cancel = async (of: LeavingView): Promise<void> => {
    this.#busy.value = of.leaving_id;
    try {
      await api.cancelErasingAgent(of.leaving_id, t("leavers.cancel.reason"));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    } finally {
      this.#busy.value = null;
      this.reading.reload();
    }
  };
}

const newFields = (gone: readonly AgentView[]) => ({
  agent_id: new ChoiceField<string>({ value: gone[0]?.agent_id ?? "" }),
  reason: new TextField({ required: true }),
});

/** A new request. */
export const requestForm = (gone: readonly AgentView[], done: Done) =>
  new Form<ReturnType<typeof newFields>, LeavingView>({
    name: "leavers.new",
    fields: newFields(gone),
    send: (values, key) => api.eraseAgent(values, key),
    done,
  });

const typedFields = () => ({ typed: new TextField({ required: true }) });

/** The agent's id, typed by hand. */
export const confirmForm = (of: LeavingView, done: Done) =>
  new Form<ReturnType<typeof typedFields>, LeavingView>({
    name: `leavers.confirm.${of.leaving_id}`,
    fields: typedFields(),
    send: (values) => api.confirmErasingAgent(of.leaving_id, values),
    done,
  });
