/** E-mails that wait for a person: taken into a conversation, or dropped. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { ChannelView, MailView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as api from "./api.ts";

export class Mails {
  readonly #chosen = signal<Readonly<Record<string, string>>>({});
  readonly #busy = signal("");
  readonly reading = new Reading(async () =>
    new Pages<MailView>(await api.listMails(null), (cursor) => api.listMails(cursor))
  );
  /** Channels of which mails wait for the next hour. */
  readonly above = new Reading(async () => {
    const read = await Promise.all(this.channels.map(({ channel_id: id }) => api.readChannel(id)));
    return read.filter(({ waiting }) => waiting > 0);
  });

  /** Those that may receive it: channels of e-mail. */
  constructor(readonly channels: readonly ChannelView[]) {}

  get busy(): string {
    return this.#busy.value;
  }

  /** The channel by which it would be taken in; empty while nobody has chosen one. */
  channelOf({ mail_id: id, channel_id: known }: MailView): string {
    return this.#chosen.value[id] ?? (known || (this.channels.length === 1 ? this.channels[0]!.channel_id : ""));
  }

  choose({ mail_id: id }: MailView, channelId: string): void {
    this.#chosen.value = { ...this.#chosen.peek(), [id]: channelId };
  }

  async take(mail: MailView): Promise<void> {
    await this.#tried(mail, async () => {
      await api.takeInMail(mail.mail_id, this.channelOf(mail));
      say(t("mails.taken", { subject: subjectOf(mail) }));
    });
  }

  async drop(mail: MailView): Promise<void> {
    await this.#tried(mail, async () => {
      await api.dropMail(mail.mail_id);
      say(t("mails.dropped", { subject: subjectOf(mail) }));
    });
  }

  async #tried({ mail_id: id }: MailView, act: () => Promise<void>): Promise<void> {
    this.#busy.value = id;
    try {
      await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    this.#busy.value = "";
    await this.reading.reload();
  }
}

export const subjectOf = ({ subject, sender }: MailView): string => subject || sender || t("mails.no_subject");
