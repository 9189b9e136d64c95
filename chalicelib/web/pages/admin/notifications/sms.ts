/** Who letters come from, what an SMS costs, the account, and what a text would cost. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AccountView, LineView, SettingsView, SmsPreview } from "../../desk/operations.ts";
import { t } from "../../desk/i18n.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { NumberField, TextField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { yuan, YuanField } from "../parts/money.ts";
import { Pages } from "../parts/pages.ts";
import { unreadWordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

const PAUSE_MS = 400;

const statementFrom = (first: { items: LineView[]; next: string | null }) => new Pages(first, api.readSmsStatement);

const fieldsOf = (settings: SettingsView) => ({
  sms_signature: new TextField({ value: settings.sms_signature }),
  price_fen: new YuanField({ value: settings.price_fen }),
  low_balance_fen: new YuanField({ value: settings.low_balance_fen }),
  sender_email: new TextField({ value: settings.sender_email }),
  sender_name: new TextField({ value: settings.sender_name }),
  reply_to: new TextField({ value: settings.reply_to }),
  letters_a_day: new NumberField({ value: settings.letters_a_day, required: true }),
  sms_by_day: new NumberField({ value: settings.sms_by_day, required: true }),
  most_cents: new NumberField({ value: settings.most_cents, required: true }),
});

export type SettingsFields = ReturnType<typeof fieldsOf>;

/** What is known, and the forms by which it is changed. */
export class Sms {
  readonly #account;
  readonly #topUp;
  readonly #settings;
  readonly #statement;

  constructor(settings: SettingsView, account: AccountView, statement: Pages<LineView>) {
    this.#account = signal(account);
    this.#statement = signal(statement);
    this.#topUp = signal(this.#topUpForm());
    this.#settings = signal(this.#settingsForm(settings));
  }

  get account(): AccountView {
    return this.#account.value;
  }

  get statement(): Pages<LineView> {
    return this.#statement.value;
  }

  get topUp() {
    return this.#topUp.value;
  }

  get settings() {
    return this.#settings.value;
  }

  /** A new form each time, so that the next top-up is another request. */
  #topUpForm() {
    return new Form({
      name: "sms.top_up",
      fields: { amount_fen: new YuanField(), note: new TextField() },
      send: (values, key) => api.topUpSms({ ...values, client_id: key }),
      done: (account: AccountView) => this.#toppedUp(account),
    });
  }

  async #toppedUp(account: AccountView): Promise<void> {
    say(t("topup.done", { balance: yuan(account.balance_fen) }));
    this.#account.value = account;
    this.#topUp.value = this.#topUpForm();
    // The movement is stored all the same, and is there when the section is read again.
    const first = await api.readSmsStatement(null).catch(() => null);
    if (first) this.#statement.value = statementFrom(first);
  }

  #settingsForm(settings: SettingsView) {
    let { version } = settings;
    return new Form({
      name: "notice-settings",
      fields: fieldsOf(settings),
      send: (_values, _key, changes) => api.updateNoticeSettings({ ...changes, version }),
      newest: async () => {
        const now = await api.readNoticeSettings();
        version = now.version;
        return valuesOf(fieldsOf(now));
      },
      done: (stored: SettingsView) => this.#changed(stored),
    });
  }

  async #changed(settings: SettingsView): Promise<void> {
    say(t("sms.stored"));
    this.#settings.value = this.#settingsForm(settings);
    const account = await api.readSmsAccount().catch(() => null);
    if (account) this.#account.value = account;
  }
}

export class SmsSection {
  readonly reading = new Reading(async () => {
    const [settings, account, first] = await Promise.all([
      api.readNoticeSettings(),
      api.readSmsAccount(),
      api.readSmsStatement(null),
    ]);
    return new Sms(settings, account, statementFrom(first));
  });
}

/** What a text would cost as an SMS, asked of the desk when the typing pauses. */
export class Preview {
  readonly answer = signal<SmsPreview | null>(null);
  readonly problem = signal("");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  type(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(text), PAUSE_MS);
  }

  leave(): void {
    clearTimeout(this.#timer);
  }

  async #read(text: string): Promise<void> {
    const turn = ++this.#turn;
    const isOld = () => turn !== this.#turn;
    try {
      const answer = text.trim() ? await api.previewSms(text) : null;
      if (isOld()) return;
      this.answer.value = answer;
      this.problem.value = "";
    } catch (problem) {
      if (!isOld()) this.problem.value = unreadWordsOf(problem as Problem);
    }
  }
}
