/** What the console knows of articles beside a conversation, of a proposal that is written, and of one's own. */
import { signal } from "@preact/signals";
import { base } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { ProposalView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Pages } from "../conversations/customer.ts";
import type { OpenConversation } from "../conversations/open.ts";
import { askingBeside, listOwnProposals, markSeen, proposalOf, proposeArticle } from "./asking.ts";
import { Beside } from "./beside.ts";

export const LONGEST_TITLE = 120;
export const LONGEST_ANSWER = 8000;

/** Where visitors of this plan read an article. */
export const addressOf = (planKey: string, articleId: string): string => `${base}help/${planKey}/${articleId}`;

const besides = new WeakMap<OpenConversation, Beside>();

export function besideOf(open: OpenConversation): Beside {
  const known = besides.get(open) ?? new Beside(askingBeside(open));
  besides.set(open, known);
  return known;
}

interface Typed {
  title: string;
  answer: string;
}

/** What was typed stays until it is sent, whichever way the dialog is left. */
const kept = new Map<string, Typed>();

/** What the visitor asked first, and what was answered last. */
function beginning({ transcript: { entries } }: OpenConversation): Typed {
  const words = entries.filter(({ kind, text }) => kind === "message" && text.trim());
  const asked = words.find(({ author }) => author.kind === "visitor")?.text ?? "";
  const answered = words.findLast(({ author }) => author.kind === "agent")?.text ?? "";
  return { title: [...asked.split("\n")[0].trim()].slice(0, LONGEST_TITLE).join(""), answer: answered };
}

/**
 * Whether this is what was just sent, and not what the same agent proposed before, which stays as it is: what says who
 * somebody is is masked in it. Pure.
 */
export const isSent = ({ author, answer }: ProposalView, agentId: string, typed: Typed): boolean =>
  author.id === agentId && (answer === typed.answer.trim() || answer.includes("***"));

export class Proposing {
  readonly #typed;
  readonly #before = signal<ProposalView | null>(null);
  readonly #wrong = signal("");
  readonly #busy = signal(false);

  constructor(private readonly open: OpenConversation) {
    this.#typed = signal(kept.get(open.id) ?? beginning(open));
  }

  get typed(): Typed {
    return this.#typed.value;
  }

  /** What was proposed of this conversation already. */
  get before(): ProposalView | null {
    return this.#before.value;
  }

  get wrong(): string {
    return this.#wrong.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  async look(): Promise<void> {
    const known = await proposalOf(this.open.id).catch(() => null);
    if (known) this.#before.value = known.proposal;
  }

  change(part: Partial<Typed>): void {
    this.#typed.value = { ...this.#typed.peek(), ...part };
    kept.set(this.open.id, this.#typed.peek());
  }

  /** Gives whether it was sent as one's own; who comes second is shown what was proposed before. */
  async send(): Promise<boolean> {
    if (this.#busy.peek()) return false;
    this.#busy.value = true;
    this.#wrong.value = "";
    try {
      const typed = this.#typed.peek();
      const proposal = await proposeArticle({ conversation_id: this.open.id, ...typed });
      if (isSent(proposal, this.open.desk.agentId, typed)) {
        kept.delete(this.open.id);
        say(t("proposing.done"));
        return true;
      }
      this.#before.value = proposal;
    } catch (problem) {
      const { code, message } = problem as Problem;
      this.#wrong.value = tOf("proposing.refused", code, { code, message });
    } finally {
      this.#busy.value = false;
    }
    return false;
  }
}

export const isNew = ({ decision, seen_at: seen }: ProposalView): boolean => Boolean(decision && !seen);

/** One's own proposals; whoever looks at the list has seen what is new in it. */
export class OwnProposals {
  readonly pages = new Pages<ProposalView>(listOwnProposals);
  readonly #seen = new Set<string>();

  saw(proposals: readonly ProposalView[]): void {
    for (const { proposal_id: id } of proposals.filter(isNew)) {
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      void markSeen(id).catch(() => this.#seen.delete(id));
    }
  }
}
