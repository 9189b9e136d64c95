/** The dialog in which a colleague or a group is chosen for something, with a note for them. It stays until it worked. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Avatar } from "../../kit/avatar.tsx";
import { Button, classes } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { isSend } from "../../kit/keys.ts";
import { type Colleague, type Colleagues, freeIn, isFull } from "./colleagues.ts";

const NOTE_LIMIT = 1000;
const WORTH_A_FILTER = 7;
const WITH_GROUPS: readonly Choosing["kind"][] = ["transfer", "pass", "hand"];

export interface Choice {
  agent_id?: string;
  group_id?: string;
  note?: string;
  over_capacity?: boolean;
  anyway?: boolean;
}

/** Why it was not done. `full`: the chosen one is; `empty`: nobody is there in the chosen group. */
export interface Refused {
  words: string;
  full?: boolean;
  empty?: boolean;
}

export interface Choosing {
  /** Names the words and what may be chosen: transfer, pass, hand (groups too), reassign (also oneself, and more than fits). */
  kind: "transfer" | "pass" | "hand" | "invite" | "reassign" | "give" | "assign";
  colleagues: Colleagues;
  agentId: string;
  exceptIds: ReadonlyArray<string | null | undefined>;
  withNote?: boolean;
  /** Does it: null when it is done. */
  act: (choice: Choice) => Promise<Refused | null>;
}

export function choose(choosing: Choosing): void {
  openDialog<null>((close) => <Choose {...choosing} close={() => close(null)} />);
}

function Choose(props: Choosing & { close: () => void }) {
  const { kind, colleagues, withNote = true, act, close } = props;
  const chosen = useSignal<Choice | null>(null);
  const note = useSignal("");
  const over = useSignal(false);
  const refused = useSignal<Refused | null>(null);
  const busy = useSignal(false);
  const alert = useRef<HTMLParagraphElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => colleagues.follow(), []);
  // Not a field: on a phone that would bring up the keyboard over the list.
  useEffect(() => {
    if (!note.peek()) form.current?.querySelector<HTMLInputElement>("[type=radio]")?.focus();
  }, [colleagues.loaded]);
  useEffect(() => alert.current?.scrollIntoView({ block: "nearest" }), [refused.value]);

  const question = overWords(props, chosen.value, refused.value);
  const length = [...note.value.trim()].length;
  const pick = (choice: Choice) => {
    chosen.value = choice;
    over.value = false;
    refused.value = null;
  };

  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    const text = note.value.trim();
    const consent = over.value && { [refused.value?.empty ? "anyway" : "over_capacity"]: true };
    const refusal = await act({ ...chosen.value, ...(text && { note: text }), ...consent });
    busy.value = false;
    if (!refusal) return close();
    refused.value = refusal;
    colleagues.wake();
  };

  return (
    <Dialog title={t(`${kind}.title`)} class="choose" onClose={close}>
      <form ref={form} onSubmit={attempt}>
        <p>{t(`${kind}.about`)}</p>
        <Whom {...props} chosen={chosen.value} pick={pick} />
        {question && (
          <label class="choose-over">
            <input
              type="checkbox"
              checked={over.value}
              onChange={(event) => over.value = event.currentTarget.checked}
            />
            <span>{question}</span>
          </label>
        )}
        {withNote && <Note text={note} length={length} />}
        {refused.value && <p class="note error" role="alert" ref={alert}>{refused.value.words}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button
            submits
            kind="primary"
            disabled={busy.value || !chosen.value || length > NOTE_LIMIT || (question !== null && !over.value)}
          >
            {t(`${kind}.submit`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What must be agreed to first: more than fits, or a group in which nobody is. */
function overWords({ kind, colleagues }: Choosing, chosen: Choice | null, refused: Refused | null): string | null {
  if (refused?.empty) return t("transfer.anyway");
  const colleague = chosen?.agent_id ? colleagues.get(chosen.agent_id) : null;
  if (kind !== "reassign" || !colleague || !(refused?.full || isFull(colleague))) return null;
  return t("reassign.over", { name: colleague.name, serving: colleague.serving, capacity: colleague.capacity });
}

interface WhomProps extends Choosing {
  chosen: Choice | null;
  pick: (choice: Choice) => void;
}

function Whom({ kind, colleagues, agentId, exceptIds, chosen, pick }: WhomProps) {
  const filter = useSignal("");
  const wanted = filter.value.trim().toLowerCase();
  const matches = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(wanted));
  const agents = colleagues.agents.filter(({ agent_id: id, name, number }) =>
    !exceptIds.includes(id) && (id === chosen?.agent_id || matches(name, number))
  );
  const groups = !WITH_GROUPS.includes(kind)
    ? []
    : colleagues.groups.filter(({ group_id: id, name }) => id === chosen?.group_id || matches(name));
  const isEmpty = agents.length + groups.length === 0;
  return (
    <>
      {colleagues.agents.length >= WORTH_A_FILTER && (
        <input
          type="search"
          class="choose-filter"
          aria-label={t("choose.filter")}
          placeholder={t("choose.filter")}
          onInput={(event) => filter.value = event.currentTarget.value}
        />
      )}
      {isEmpty && <p class="card-word" role="status">{t(emptyKey(colleagues))}</p>}
      <div class="choose-list" role="radiogroup" aria-label={t(`${kind}.whom`)} hidden={isEmpty}>
        {groups.length > 0 && <p class="choose-title">{t("choose.groups")}</p>}
        {groups.map((group) => {
          const id = group.group_id;
          const free = freeIn(group, colleagues.agents, agentId);
          return (
            <Option key={id} isChosen={chosen?.group_id === id} pick={() => pick({ group_id: id })}>
              <bdi class="choose-name">{group.name}</bdi>
              <span class={classes("choose-load", !free && "full")}>{t("choose.free", { count: free })}</span>
            </Option>
          );
        })}
        {groups.length > 0 && <p class="choose-title">{t("choose.agents")}</p>}
        {agents.map((each) => <AgentOption key={each.agent_id} {...{ colleague: each, agentId, chosen, pick }} />)}
      </div>
    </>
  );
}

interface AgentOptionProps {
  colleague: Colleague;
  agentId: string;
  chosen: Choice | null;
  pick: (choice: Choice) => void;
}

function AgentOption({ colleague, agentId, chosen, pick }: AgentOptionProps) {
  const { agent_id: id, name, status } = colleague;
  return (
    <Option isChosen={chosen?.agent_id === id} pick={() => pick({ agent_id: id })}>
      <ColleagueParts colleague={colleague} name={id === agentId ? t("choose.me", { name }) : name} />
      <span class="choose-status">{t(`presence.${status}`)}</span>
      <Load colleague={colleague} />
    </Option>
  );
}

function emptyKey({ loaded, failed }: Colleagues): string {
  if (loaded) return "choose.nobody";
  return failed ? "choose.failed" : "choose.loading";
}

interface OptionProps {
  isChosen: boolean;
  pick: () => void;
  children: ComponentChildren;
}

function Option({ isChosen, pick, children }: OptionProps) {
  return (
    <label class="choose-row">
      <input type="radio" name="whom" checked={isChosen} onChange={pick} />
      <span class="choose-parts">{children}</span>
    </label>
  );
}

function Note({ text, length }: { text: Signal<string>; length: number }) {
  return (
    <label class="field">
      <span class="choose-note">
        <Icon name="lock" />
        {t("choose.note")}
        <span class={classes("choose-count", length > NOTE_LIMIT && "over")}>
          {length > NOTE_LIMIT * 0.8 ? `${length} / ${NOTE_LIMIT}` : ""}
        </span>
      </span>
      <textarea
        rows={2}
        dir="auto"
        onInput={(event) => text.value = event.currentTarget.value}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          const submit = event.currentTarget.form?.querySelector<HTMLButtonElement>("[type=submit]");
          if (!submit?.disabled) event.currentTarget.form?.requestSubmit();
        }}
      />
    </label>
  );
}

/** A colleague in a list: initials with their status, name and number. */
export function ColleagueParts({ colleague, name = colleague.name }: { colleague: Colleague; name?: string }) {
  return (
    <>
      <span class="with-status">
        <Avatar name={colleague.name} picture={colleague.picture} />
        <span class={`dot ${colleague.status}`} />
      </span>
      <bdi class="choose-name">
        {name} <small>{colleague.number}</small>
      </bdi>
    </>
  );
}

/** How much a colleague has, of how much they may have. */
export function Load({ colleague }: { colleague: Colleague }) {
  const { serving: count, capacity } = colleague;
  return (
    <span class={classes("choose-load", isFull(colleague) && "full")} title={t("load.label", { count, capacity })}>
      {`${count}/${capacity}`}
    </span>
  );
}
