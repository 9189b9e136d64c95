/** What was before, where they came from, and what colleagues wrote of them: in the tabs of the card. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { agentName, fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type {
  CustomerNoteView,
  EarlierView,
  FollowUpView,
  FormerNoteView,
  MessageView,
  VisitView,
} from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Address } from "../../kit/linked.tsx";
import { useDesk } from "../desk.ts";
import { DueMark, KindChip, ScoreMark } from "../followups/marks.tsx";
import { placeOf as placeOfFollowUp } from "../followups/followups.ts";
import { placeOf as placeOfMessage } from "../offline/messages.ts";
import type { Selection } from "../selection.ts";
import { CustomersTickets } from "../tickets/late.tsx";
import type { Customer, Pages } from "./customer.ts";
import { Moment } from "./facts.tsx";
import { Listed } from "./listed.tsx";

const LONGEST_NOTE = 4000;

export function History({ customer, selection }: { customer: Customer; selection: Selection }) {
  const { session, conversations } = useDesk();
  const { visitor_id: visitorId, visitor } = conversations.get(customer.conversationId) ?? {};
  const { earlier, messages, followUps } = customer;
  const open = (place: string) => () => selection.choose(place);
  return (
    <>
      <h3>{t("customer.conversations")}</h3>
      <Listed pages={earlier} none={t("customer.none")} readOn={customer.earlierOn}>
        {(each) => (
          <Earlier
            key={each.conversation_id}
            earlier={each}
            score={customer.scoreOf(each.conversation_id)}
            isThis={each.conversation_id === customer.conversationId}
            open={open(each.conversation_id)}
          />
        )}
      </Listed>
      {messages && (
        <>
          <h3>{t("customer.messages")}</h3>
          <Listed pages={messages} none={t("customer.none")}>
            {(each) => <Left key={each.message_id} message={each} open={open(placeOfMessage(each.message_id))} />}
          </Listed>
        </>
      )}
      {followUps && (
        <>
          <h3>{t("customer.followups")}</h3>
          <Listed pages={followUps} none={t("customer.none")}>
            {(each) => <Call key={each.followup_id} followUp={each} open={open(placeOfFollowUp(each.followup_id))} />}
          </Listed>
        </>
      )}
      {visitorId && session.can("tickets.work") && (
        <CustomersTickets
          key={visitor?.merged.join()}
          visitorId={visitorId}
          isShown={customer.tab === "history"}
        />
      )}
    </>
  );
}

function Row({ open, children }: { open: (() => void) | null; children: ComponentChildren }) {
  return <li>{open ? <button type="button" onClick={open}>{children}</button> : <div>{children}</div>}</li>;
}

function Earlier({ earlier, score, isThis, open }: {
  earlier: EarlierView;
  score: number | null;
  isThis: boolean;
  open: () => void;
}) {
  const { agent, category, state, in_reach: isInReach, last_text: last, started_at: at } = earlier;
  return (
    <Row open={isInReach && !isThis ? open : null}>
      <span class="customer-head">
        <Moment at={at} />
        <span>{isThis ? t("customer.this") : t(`state.${state}`)}</span>
      </span>
      <span class="customer-facts">
        <bdi>{agent?.name ? agentName(agent) : t("card.unknown")}</bdi>
        {category && <bdi>{category}</bdi>}
        <ScoreMark score={score} />
      </span>
      <span class="customer-text" dir="auto">{isInReach ? last : t("customer.beyond")}</span>
    </Row>
  );
}

function Left({ message, open }: { message: MessageView; open: () => void }) {
  return (
    <Row open={open}>
      <span class="customer-head">
        <Moment at={message.created_at} />
        <span>{t(`message.${message.state}`)}</span>
      </span>
      <span class="customer-text" dir="auto">{message.text}</span>
    </Row>
  );
}

function Call({ followUp, open }: { followUp: FollowUpView; open: () => void }) {
  return (
    <Row open={open}>
      <span class="customer-head">
        <KindChip kind={followUp.kind} />
        <DueMark followUp={followUp} />
      </span>
      <span class="customer-facts">
        <bdi>{agentName(followUp.owner)}</bdi>
      </span>
    </Row>
  );
}

export function Visits({ pages }: { pages: Pages<VisitView> }) {
  return (
    <Listed pages={pages} none={t("customer.none")}>
      {({ at, page, referrer, device }) => (
        <Row key={at} open={null}>
          <span class="customer-head">
            <Moment at={at} />
            <span>{device ?? t("card.unknown")}</span>
          </span>
          {page && <Address address={page} />}
          {referrer && (
            <span class="customer-facts">
              {t("customer.from")} <Address address={referrer} />
            </span>
          )}
        </Row>
      )}
    </Listed>
  );
}

export function Notes({ customer }: { customer: Customer }) {
  const { drafts } = useDesk();
  const place = `${customer.conversationId} note`;
  const field = useRef<HTMLTextAreaElement>(null);
  const busy = useSignal(false);
  const failed = useSignal(false);
  const write = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = field.current!.value.trim();
    if (!text || busy.peek()) return;
    busy.value = true;
    try {
      await customer.write(text);
      drafts.set(place, "");
      if (field.current) field.current.value = "";
      failed.value = false;
    } catch {
      failed.value = true;
    } finally {
      busy.value = false;
      field.current?.focus();
    }
  };
  return (
    <>
      <form class="note-form" onSubmit={write}>
        <label class="field">
          <span>{t("customer.note")}</span>
          <textarea
            ref={field}
            rows={3}
            maxLength={LONGEST_NOTE}
            dir="auto"
            defaultValue={drafts.get(place)}
            onInput={(event) => drafts.set(place, event.currentTarget.value)}
          />
        </label>
        {failed.value && <p class="note error" role="alert">{t("customer.note.failed")}</p>}
        <Button small submits kind="primary" disabled={busy.value}>{t("customer.note.save")}</Button>
      </form>
      <Listed pages={customer.notes} none={t("customer.notes.none")}>
        {(note) => <Written key={note.note_id} customer={customer} note={note} />}
      </Listed>
    </>
  );
}

interface WrittenProps {
  customer: Customer;
  note: CustomerNoteView;
}

function Written({ customer, note }: WrittenProps) {
  const { session, agentId, drafts } = useDesk();
  const isEdited = useSignal(Boolean(drafts.get(note.note_id)));
  const former = useSignal<Pages<FormerNoteView> | null>(null);
  const showFormer = () => {
    former.value = customer.formerOf(note);
    former.value.open();
  };
  return (
    <Row open={null}>
      <span class="customer-head">
        <bdi>{note.by.name ?? t("card.unknown")}</bdi>
        <Moment at={note.at} />
      </span>
      {isEdited.value
        ? <NoteEdit customer={customer} note={note} done={() => (isEdited.value = false)} />
        : <span class="customer-note" dir="auto">{note.text}</span>}
      <span class="customer-facts">
        {note.edited_at && <span>{t("customer.note.edited")}</span>}
        {note.by.id === agentId && !isEdited.value && (
          <LinkButton onClick={() => (isEdited.value = true)}>{t("customer.note.edit")}</LinkButton>
        )}
        {note.edited_at && session.can("conversations.former") && !former.value && (
          <LinkButton onClick={showFormer}>{t("customer.note.former")}</LinkButton>
        )}
      </span>
      {former.value && (
        <Listed pages={former.value} none={t("customer.none")}>
          {({ version, at, text }) => (
            <li key={version} class="customer-note" dir="auto">
              {t("customer.note.since", { time: fullTime(at), text })}
            </li>
          )}
        </Listed>
      )}
    </Row>
  );
}

function NoteEdit({ customer, note, done }: WrittenProps & { done: () => void }) {
  const { drafts } = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const leave = () => {
    drafts.set(note.note_id, "");
    done();
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = field.current!.value.trim();
    if (!text || busy.peek()) return;
    busy.value = true;
    try {
      if (text !== note.text) await customer.edit(note, text);
      leave();
    } catch (trouble) {
      const isOld = (trouble as Problem).code === "changed_meanwhile";
      problem.value = t(isOld ? "customer.note.changed" : "customer.note.failed");
      busy.value = false;
    }
  };
  return (
    <form class="note-form" onSubmit={save}>
      <textarea
        ref={field}
        rows={3}
        maxLength={LONGEST_NOTE}
        dir="auto"
        aria-label={t("customer.note.edit.label")}
        defaultValue={drafts.get(note.note_id) || note.text}
        onInput={(event) => drafts.set(note.note_id, event.currentTarget.value)}
      />
      {problem.value && <p class="note error" role="alert">{problem.value}</p>}
      <div class="dialog-buttons">
        <Button small onClick={leave}>{t("cancel")}</Button>
        <Button small submits kind="primary" disabled={busy.value}>{t("customer.note.save")}</Button>
      </div>
    </form>
  );
}
