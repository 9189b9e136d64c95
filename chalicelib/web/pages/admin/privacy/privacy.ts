/** Requests to give out or to erase one person's data: what there is, and what becomes of them. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { PrivacyRequestView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

type Done = (answer: PrivacyRequestView) => void;

export class PrivacyRequests {
  readonly #busy = signal<string | null>(null);
  readonly reading = new Reading(async () =>
    new Pages<PrivacyRequestView>(await api.listPrivacyRequests(null), api.listPrivacyRequests)
  );

  isBusy(id: string): boolean {
    return this.#busy.value === id;
  }

  readonly accept = (of: PrivacyRequestView): Promise<void> =>
    this.#doing(of, () => api.acceptPrivacyRequest(of.request_id));

  readonly cancel = (of: PrivacyRequestView): Promise<void> =>
    this.#doing(of, () => api.cancelPrivacyRequest(of.request_id, t("privacy.cancel.reason")));

  /** Where the archive is, or null. */
  readonly open = async (of: PrivacyRequestView): Promise<string | null> => {
    let url: string | null = null;
    await this.#doing(of, async () => {
      url = (await api.openArchive(of.request_id)).url;
    });
    return url;
  };

  async #doing(of: PrivacyRequestView, act: () => Promise<unknown>): Promise<void> {
    this.#busy.value = of.request_id;
    try {
      await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    } finally {
      this.#busy.value = null;
      this.reading.reload();
    }
  }
}

const newFields = () => ({
  kind: new ChoiceField<"export" | "erase">({ value: "export" }),
  visitor_id: new TextField({ required: true }),
  reason: new TextField({ required: true }),
});

/** A new request. */
export const requestForm = (done: Done) =>
  new Form<ReturnType<typeof newFields>, PrivacyRequestView>({
    name: "privacy.new",
    fields: newFields(),
    send: (values, key) => api.makePrivacyRequest(values, key),
    done,
  });

const typedFields = () => ({ typed: new TextField({ required: true }) });

/** The person's id, typed by hand. */
export const confirmForm = (of: PrivacyRequestView, done: Done) =>
  new Form<ReturnType<typeof typedFields>, PrivacyRequestView>({
    name: `privacy.confirm.${of.request_id}`,
    fields: typedFields(),
    send: (values) => api.confirmErasing(of.request_id, values),
    done,
  });
