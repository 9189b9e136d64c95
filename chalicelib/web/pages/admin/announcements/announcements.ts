/** Announcements as those who keep them: listed, published, ended, and who has read them. */
import { signal } from "@preact/signals";
import { ask, insist, list } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { download } from "../../desk/csv.ts";
import { inOurLanguage, language, t } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";
import type { KeptAnnouncementInList, KeptAnnouncementView, ReadersPage, ReaderView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { say } from "../../kit/toasts.tsx";
import { Pages } from "../parts/pages.ts";
import { choosableRoles, type GroupChoice, knownGroups } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { Keys } from "../parts/once.ts";

export const STATES = ["", "draft", "scheduled", "effective", "expired", "withdrawn", "archived"] as const;
export type State = typeof STATES[number];

const one = (id: string) => ({ path: { announcement_id: id } });

export const readOne = (id: string) => insist(() => ask(operations.readKeptAnnouncement, one(id)));
export const write = (body: operations.WriteAnnouncement, key: string) =>
  insist(() => ask(operations.writeAnnouncement, { body, key }));
export const change = (id: string, body: operations.ChangeAnnouncement) =>
  insist(() => ask(operations.changeAnnouncement, { ...one(id), body }));
export const publishEdition = (id: string, body: operations.NewAnnouncementEdition, key: string) =>
  insist(() => ask(operations.publishAnnouncementEdition, { ...one(id), body, key }));
export const withdraw = (id: string, reason: string, key: string) =>
  insist(() => ask(operations.withdrawAnnouncement, { ...one(id), body: { reason }, key }));
export const preview = async (body: string): Promise<string> =>
  (await insist(() => ask(operations.previewAnnouncement, { body: { body } }))).html;

/** What there is to choose from in a form. */
export interface Known {
  zone: string;
  groups: GroupChoice[];
  roles: Array<readonly [string, string]>;
  articles: Array<readonly [string, string]>;
  phrases: Array<readonly [string, string]>;
}

/** Titles of articles that readers have; none for who sees none. */
async function articles(): Promise<Array<readonly [string, string]>> {
  if (!session.can("articles.write")) return [];
  const found = await list(operations.listArticles, { query: { state: "published" } }).catch(() => []);
  return found.map(({ article_id: id, titles }) => [id, inOurLanguage(titles) ?? id] as const);
}

async function phrases(): Promise<Array<readonly [string, string]>> {
  if (!session.can("conversations.answer")) return [];
  const found = await list(operations.listPhrases, {}).catch(() => []);
  return found.map(({ phrase_id: id, title }) => [id, title] as const);
}

const roleName = ({ role_id: id, name }: { role_id: string; name?: string }): readonly [string, string] => [
  id,
  name ?? t(`role.${id}`),
];

export class Announcements {
  readonly #state = signal<State>("");
  readonly #q = signal("");
  readonly #urgent = signal(false);
  readonly #group = signal("");
  readonly #keys = new Keys(null);
  readonly reading = new Reading(async () => {
    const [page, groups, roles] = await Promise.all([this.#page(null), knownGroups(), choosableRoles()]);
    const pages = new Pages<KeptAnnouncementInList>(page, (cursor) => this.#page(cursor));
    return { pages, zone: page.time_zone, groups, roles: roles.map(roleName) };
  });

  get state(): State {
    return this.#state.value;
  }

  get q(): string {
    return this.#q.value;
  }

  get urgent(): boolean {
    return this.#urgent.value;
  }

  get group(): string {
    return this.#group.value;
  }

  choose(
    { state = this.#state.peek(), q = this.#q.peek(), urgent = this.#urgent.peek(), group = this.#group.peek() },
  ): void {
    this.#group.value = group;
    this.#state.value = state;
    this.#q.value = q;
    this.#urgent.value = urgent;
    void this.reading.reload();
  }

  /** With what a form offers besides. */
  async known(): Promise<Known> {
    const { zone, groups, roles } = this.reading.data!;
    const [ofArticles, ofPhrases] = await Promise.all([articles(), phrases()]);
    return { zone, groups, roles, articles: ofArticles, phrases: ofPhrases };
  }

  async stored(announcement: KeptAnnouncementView | null, word = "stored"): Promise<void> {
    if (!announcement) return;
    say(t(word, { name: announcement.title }));
    await this.reading.reload();
  }

  publish({ announcement_id: id, title, version }: KeptAnnouncementView): Promise<void> {
    const key = this.#keys.keyOf(["publish", id, version]);
    return this.#act(() => ask(operations.publishAnnouncement, { ...one(id), body: { version }, key }), title);
  }

  archive({ announcement_id: id, title }: KeptAnnouncementInList): Promise<void> {
    const key = this.#keys.keyOf(["archive", id]);
    return this.#act(() => ask(operations.archiveAnnouncement, { ...one(id), body: {}, key }), title);
  }

  discard({ announcement_id: id, title }: KeptAnnouncementInList): Promise<void> {
    return this.#act(() => ask(operations.removeAnnouncementDraft, one(id)), title);
  }

  async #act(act: () => Promise<unknown>, title: string): Promise<void> {
    try {
      await insist(act);
      say(t("announcements.done", { name: title }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    await this.reading.reload();
  }

  #page(cursor: string | null) {
    const query = {
      state: this.#state.peek() || undefined,
      q: this.#q.peek().trim() || undefined,
      urgent: this.#urgent.peek() || undefined,
      group_id: this.#group.peek() || undefined,
      cursor: cursor ?? undefined,
    };
    return insist(() => ask(operations.listKeptAnnouncements, { query }));
  }
}

export const VIEWS = ["missing", "read", "all"] as const;
export type View = typeof VIEWS[number];

/** Who has read one, and who is missing. */
export class Readers {
  readonly #view = signal<View>("missing");
  readonly #group = signal("");
  readonly reading = new Reading(async () => {
    const page = await this.#page(null);
    return { counts: page.counts, pages: new Pages<ReaderView>(page, (cursor) => this.#page(cursor)) };
  });

  constructor(readonly announcement: KeptAnnouncementInList) {}

  get view(): View {
    return this.#view.value;
  }

  get group(): string {
    return this.#group.value;
  }

  choose({ view = this.#view.peek(), group = this.#group.peek() }: { view?: View; group?: string }): void {
    this.#view.value = view;
    this.#group.value = group;
    void this.reading.reload();
  }

  readonly save = async (): Promise<void> => {
    const { announcement_id: id } = this.announcement;
    const query = { language: language.code as "zh-CN" };
    try {
      const { text } = await insist(() => ask(operations.readAnnouncementReadersSheet, { ...one(id), query }));
      download(`${id}.csv`, text);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
  };

  #page(cursor: string | null): Promise<ReadersPage> {
    const { announcement_id: id } = this.announcement;
    const query = { view: this.#view.peek(), group_id: this.#group.peek() || undefined, cursor: cursor ?? undefined };
    return insist(() => ask(operations.listAnnouncementReaders, { ...one(id), query }));
  }
}
