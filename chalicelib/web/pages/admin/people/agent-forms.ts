/** What the forms of one agent hold, and how they are stored. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { language } from "../../desk/i18n.ts";
import type { AgentView, UpdateAgent } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { ChoiceField, NumberField, PasswordField, TextField, TickField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { newKey } from "../parts/once.ts";

type Done = (answer: AgentView) => void;

const about = (agent: Partial<AgentView>) => ({
  name: new TextField({ value: agent.name, required: true }),
  number: new TextField({ value: agent.number, required: true }),
  email: new TextField({ value: agent.email, required: true }),
  role: new ChoiceField<string>({ value: agent.role ?? "agent" }),
  capacity: new NumberField({ value: agent.capacity ?? 5, required: true }),
});

const password = (required: boolean) => ({
  password: new PasswordField({ required }),
  temporary: new TickField(true),
});

export type AboutFields = ReturnType<typeof about>;
export type PasswordFields = ReturnType<typeof password>;

/** Without a password they are invited by e-mail, in the language that is spoken here. */
export const newAgent = (done: Done) =>
  new Form({
    name: "agent.new",
    fields: { ...about({}), ...password(false), hidden: new TickField() },
    send: ({ password: given, ...values }, key) =>
      api.createAgent({ ...values, ...(given ? { password: given } : { language: language.code }) }, key),
    done,
  });

/** Only what was changed is sent, so that what a colleague changes at the same time stays. */
export const ofAgent = (agent: AgentView, done: Done) =>
  new Form({
    name: `agent.${agent.agent_id}`,
    fields: { ...about(agent), hidden: new TickField(agent.hidden) },
    send: (values) => api.updateAgent(agent.agent_id, changed(values, agent)),
    done,
  });

const changed = (values: UpdateAgent, before: AgentView): UpdateAgent =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name as keyof AgentView]));

export const ofPassword = (agent: AgentView, done: Done) =>
  new Form({
    name: `agent.${agent.agent_id}.password`,
    fields: password(true),
    send: (values) => api.updateAgent(agent.agent_id, values),
    done,
  });

/** Whether somebody must wait after failed sign-ins, and letting them in at once. */
export class Lock {
  readonly until = signal<string | null>(null);
  readonly lifted = signal(false);
  readonly problem = signal<Problem | null>(null);
  readonly busy = signal(false);

  constructor(private readonly agentId: string) {}

  /** Without an answer the form is there all the same: the lock is an aside. */
  async look(): Promise<void> {
    const agent = await api.readAgent(this.agentId).catch(() => null);
    this.until.value = agent?.locked_until ?? null;
  }

  readonly lift = async (): Promise<void> => {
    this.busy.value = true;
    try {
      await api.unlockAgent(this.agentId);
      this.lifted.value = true;
    } catch (problem) {
      this.problem.value = problem as Problem;
    }
    this.busy.value = false;
  };
}

/** In place of giving somebody a password: a letter with a link by which they choose one. */
export class Invitation {
  readonly sent = signal(false);
  readonly problem = signal<Problem | null>(null);
  readonly busy = signal(false);
  readonly #key = newKey();

  constructor(private readonly agentId: string) {}

  readonly send = async (): Promise<void> => {
    this.busy.value = true;
    this.problem.value = null;
    try {
      await api.inviteAgent(this.agentId, { language: language.code }, this.#key);
      this.sent.value = true;
    } catch (problem) {
      this.problem.value = problem as Problem;
    }
    this.busy.value = false;
  };
}
