/** Whose data must stay, whose tokens were taken back, and how long an erasing waits. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { HoldView, PrivacyView, RevocationView, RevokedTokensView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "./asking.ts";
import { NumberField, TextField, TickField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

/** Those of whom nothing goes. */
export class Holds {
  readonly #busy = signal<string | null>(null);
  readonly reading = new Reading(async () => new Pages<HoldView>(await api.listHolds(null), api.listHolds));

  isBusy(id: string): boolean {
    return this.#busy.value === id;
  }

  readonly release = async (id: string): Promise<void> => {
    this.#busy.value = id;
    try {
      await api.endHold(id);
      say(t("privacy.hold.ended"));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    } finally {
      this.#busy.value = null;
      this.reading.reload();
    }
  };
}

export const holdForm = (done: (answer: HoldView) => void) =>
  new Form({
    name: "privacy.hold",
    fields: { visitor_id: new TextField({ required: true }), reason: new TextField({ required: true }) },
    send: ({ visitor_id: id, reason }) => api.holdPerson(id, reason),
    done,
  });

/** Whose tokens were taken back. */
export class Revocations {
  readonly reading = new Reading(async () =>
    new Pages<RevocationView>(await api.listRevocations(null), api.listRevocations)
  );
}

export const revokeForm = (done: (answer: RevokedTokensView) => void) =>
  new Form({
    name: "privacy.revoke",
    fields: { visitor_id: new TextField({ required: true }) },
    send: ({ visitor_id: id }, key) => api.revokeTokens(id, key),
    done,
  });

/** How long an erasing waits, and who confirms it. */
export class Rules {
  readonly reading = new Reading(async () => ruleForm(await api.readPrivacy(), () => say(t("privacy.saved"))));
}

const ruleForm = (its: PrivacyView, done: (answer: PrivacyView) => void) =>
  new Form({
    name: "privacy.rules",
    fields: {
      wait_days: new NumberField({ value: its.wait_days, required: true }),
      second_person: new TickField(its.second_person),
    },
    send: (values) => api.changePrivacy(values),
    done,
  });
