/** The agreement as administrators keep it: its draft, what is published, and who has accepted which version. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { type Cell, csvOf, download } from "../../desk/csv.ts";
import { t } from "../../desk/i18n.ts";
import type {
  AcceptanceView,
  AgreementDraftShown,
  AgreementRecordView,
  AgreementView,
  NotAcceptedView,
} from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { GroupField } from "../parts/compound.ts";
import { OptionalTextField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import * as asking from "./asking.ts";

const warn = (problem: unknown) => say(wordsOf(problem as Problem), { kind: "warning" });

/** What would be worked on: the draft, else what is published. */
const wordsIn = ({ draft, published }: AgreementRecordView): AgreementDraftShown =>
  draft ?? { titles: published?.titles ?? {}, texts: published?.texts ?? {} };

const fieldsOf = ({ titles, texts }: AgreementDraftShown) => ({
  draft: new GroupField({ titles: new LanguagesField(titles, false), texts: new LanguagesField(texts, false) }),
});

export type DraftFields = ReturnType<typeof fieldsOf>;

let made = 0;

export class Drafting {
  /** Tells it from the one before: what it holds changes while it is worked on. */
  readonly key = ++made;
  readonly form: Form<DraftFields, AgreementRecordView>;
  record: AgreementRecordView;

  constructor(record: AgreementRecordView, done: (record: AgreementRecordView) => void) {
    this.record = record;
    this.form = new Form<DraftFields, AgreementRecordView>({
      name: "agreement",
      fields: fieldsOf(wordsIn(record)),
      send: () => this.save(),
      newest: async () => {
        this.record = await asking.read();
        return valuesOf(fieldsOf(wordsIn(this.record)));
      },
      done,
    });
  }

  /** As it stands in the form. */
  get typed(): AgreementDraftShown {
    return valuesOf(this.form.fields).draft;
  }

  async save(): Promise<AgreementRecordView> {
    const { version } = this.record;
    this.record = await asking.saveDraft({ draft: this.typed, version });
    return this.record;
  }

  /** From when on what is in the form must be accepted; it is stored as the draft first. */
  publishing(done: (record: AgreementRecordView) => void) {
    return new Form({
      name: "agreement-publishing",
      fields: { effective_at: new OptionalTextField() },
      send: async ({ effective_at: at }, key) => {
        const { version } = await this.save();
        this.form.discardDraft();
        return await asking.publish({ version, effective_at: at ? new Date(at).toISOString() : null }, key);
      },
      done,
    });
  }
}

export class Agreements {
  readonly reading = new Reading(async () => {
    const record = await asking.read();
    return new Drafting(record, () => this.stored("agreement.saved"));
  });

  stored(words: string): void {
    say(t(words));
    void this.reading.reload();
  }

  readonly end = async ({ record }: Drafting, leaving: AbortSignal): Promise<void> => {
    const title = t("agreement.end");
    if (!await confirmed({ title, paragraphs: [t("agreement.end.about")], confirm: title }, leaving)) return;
    try {
      await asking.end(record.version);
      this.stored("agreement.ended");
    } catch (problem) {
      warn(problem);
      await this.reading.reload();
    }
  };

  readonly discard = async ({ form }: Drafting, leaving: AbortSignal): Promise<void> => {
    const title = t("agreement.discard");
    if (!await confirmed({ title, paragraphs: [t("agreement.discard.about")], confirm: title }, leaving)) return;
    try {
      await asking.discardDraft();
      form.discardDraft();
      this.stored("agreement.discarded");
    } catch (problem) {
      warn(problem);
    }
  };
}

export class Versions {
  readonly reading = new Reading(async () =>
    new Pages<AgreementView>(await asking.listVersions(), asking.listVersions)
  );

  leave(): void {
    this.reading.data?.leave();
  }
}

export interface Accepted {
  version: number | null;
  versions: readonly AgreementView[];
  missing: Pages<NotAcceptedView> | null;
  accepted: Pages<AcceptanceView> | null;
}

/** Who has, and who has not. */
export class Acceptances {
  readonly #version = signal<number | null>(null);
  readonly reading = new Reading(async (): Promise<Accepted> => {
    const { items } = await asking.listVersions();
    const versions = items.filter(({ is_asked: asked }) => asked);
    const version = this.#version.peek() ?? versions[0]?.version ?? null;
    if (version === null) return { version, versions, missing: null, accepted: null };
    const [missing, accepted] = await Promise.all([asking.listMissing(version), asking.listAcceptances(version)]);
    return {
      version,
      versions,
      missing: new Pages(missing, (cursor) => asking.listMissing(version, cursor)),
      accepted: new Pages(accepted, (cursor) => asking.listAcceptances(version, cursor)),
    };
  });

  choose(version: number): void {
    this.#version.value = version;
    void this.reading.reload();
  }

  readonly save = async ({ version }: Accepted): Promise<void> => {
    if (version === null) return;
    try {
      const [missing, accepted] = await Promise.all([asking.everyMissing(version), asking.everyAcceptance(version)]);
      download(`agreement-${version}.csv`, csvOf(fileOf(version, accepted, missing)));
    } catch (problem) {
      warn(problem);
    }
  };

  leave(): void {
    this.reading.data?.missing?.leave();
    this.reading.data?.accepted?.leave();
  }
}

/** A line for everybody: who has accepted this version and when, then who has not. */
export function fileOf(
  version: number,
  accepted: readonly AcceptanceView[],
  missing: readonly NotAcceptedView[],
): Cell[][] {
  const heads = ["version", "number", "name", "at", "language", "digest"].map((each) => t(`agreement.csv.${each}`));
  return [
    heads,
    ...accepted.map((each) => [version, each.number, each.name, each.at, each.language, each.digest]),
    ...missing.map((each) => [version, each.number, each.name, t("agreement.csv.not"), "", ""]),
  ];
}
