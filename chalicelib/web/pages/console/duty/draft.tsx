/** A draft of minutes as it is written: who was there, topics, hard cases, decisions. What is typed stays until it is stored. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { ChangeMinutes, MinutesView } from "../../desk/operations.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { saveMinutes } from "./acts.ts";
import { Part } from "./frame.tsx";
import { TOPICS } from "./minutes.tsx";
import type { Opened } from "./open.ts";

type Case = { title: string; analysis: string; answer: string };
type Decision = { decision_id: string | null; text: string; agent_id: string; until: string; ticket: boolean };
type Absence = { agent_id: string; reason: string };

interface Written {
  topics: Record<string, string>;
  chair: string;
  present: string[];
  absences: Absence[];
  cases: Case[];
  decisions: Decision[];
}

const writtenOf = (minutes: MinutesView): Written => ({
  topics: { ...minutes.topics },
  chair: minutes.chair?.id ?? "",
  present: minutes.present.map(({ id }) => id ?? ""),
  absences: minutes.absences.map(({ who, reason }) => ({ agent_id: who.id ?? "", reason })),
  cases: minutes.cases.map(({ title, analysis, answer }) => ({ title, analysis, answer })),
  decisions: minutes.decisions.map(({ decision_id, text, who, until, ticket }) => ({
    decision_id,
    text,
    agent_id: who?.id ?? "",
    until: until ?? "",
    ticket,
  })),
});

function bodyOf({ topics, chair, present, absences, cases, decisions }: Written, before: MinutesView): ChangeMinutes {
  return {
    topics,
    ...(chair && { chair_id: chair }),
    present,
    absences,
    cases: cases.map((each, number) => ({ ...each, links: linksOf(before, number) })),
    decisions: decisions.map(({ agent_id: agent, until, ...rest }) => ({
      ...rest,
      agent_id: agent || null,
      until: until || null,
    })),
  };
}

const linksOf = ({ cases }: MinutesView, number: number) =>
  (cases[number]?.links ?? []).map(({ kind, id }) => ({ kind: kind as "ticket" | "conversation", id }));

export function Draft({ open, minutes }: { open: Opened<MinutesView>; minutes: MinutesView }) {
  const written = useSignal<Written | null>(null);
  const { colleagues } = useDesk();
  useEffect(() => colleagues.follow(), []);
  const shown = written.value ?? writtenOf(minutes);
  const write = (change: Partial<Written>) => written.value = { ...shown, ...change };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const sent = written.peek();
    if (sent && await saveMinutes(open, minutes.minutes_id, bodyOf(sent, minutes))) {
      if (written.peek() === sent) written.value = null;
    }
  };
  const people = colleagues.agents.map(({ agent_id: id, name }) => [id, name] as const);
  const set = <Item,>(name: "absences" | "cases" | "decisions", items: Item[]) => write({ [name]: items });
  return (
    <form class="duty-form" onSubmit={save}>
      <Part title={t("duty.minutes.people")}>
        <Choice
          label={t("duty.minutes.chair")}
          value={shown.chair}
          people={people}
          onChoose={(chair) => write({ chair })}
        />
        <fieldset class="duty-people">
          <legend>{t("duty.minutes.present")}</legend>
          {people.map(([id, name]) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={shown.present.includes(id)}
                onChange={(event) =>
                  write({
                    present: event.currentTarget.checked
                      ? [...shown.present, id]
                      : shown.present.filter((each) => each !== id),
                  })}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <Rows
          title={t("duty.minutes.absent")}
          add={t("duty.minutes.absent.add")}
          items={shown.absences}
          fresh={{ agent_id: "", reason: "" }}
          onChange={(items) => set("absences", items)}
          row={(item, put, number) => (
            <>
              <Choice
                label={t("duty.minutes.who")}
                value={item.agent_id}
                people={people}
                onChoose={(agent_id) => put({ ...item, agent_id })}
                required
              />
              <Line
                label={t("duty.minutes.why", { number })}
                value={item.reason}
                limit={500}
                onWrite={(reason) => put({ ...item, reason })}
              />
            </>
          )}
        />
      </Part>
      <Part title={t("duty.minutes.topics")}>
        {TOPICS.map((each) => (
          <Area
            key={each}
            label={t(`duty.topic.${each}`)}
            value={shown.topics[each] ?? ""}
            onWrite={(words) => write({ topics: { ...shown.topics, [each]: words } })}
          />
        ))}
      </Part>
      <Rows
        title={t("duty.minutes.cases")}
        add={t("duty.minutes.cases.add")}
        items={shown.cases}
        fresh={{ title: "", analysis: "", answer: "" }}
        onChange={(items) => set("cases", items)}
        row={(item, put) => (
          <>
            <Line
              label={t("duty.minutes.case.title")}
              value={item.title}
              limit={120}
              onWrite={(title) => put({ ...item, title })}
            />
            <Area
              label={t("duty.minutes.case.analysis")}
              value={item.analysis}
              onWrite={(analysis) => put({ ...item, analysis })}
            />
            <Area label={t("duty.minutes.answer")} value={item.answer} onWrite={(answer) => put({ ...item, answer })} />
          </>
        )}
      />
      <Rows
        title={t("duty.minutes.decisions")}
        add={t("duty.minutes.decisions.add")}
        items={shown.decisions}
        fresh={{ decision_id: null, text: "", agent_id: "", until: "", ticket: true }}
        onChange={(items) => set("decisions", items)}
        row={(item, put) => (
          <>
            <Area label={t("duty.minutes.decision")} value={item.text} onWrite={(text) => put({ ...item, text })} />
            <div class="duty-pair">
              <Choice
                label={t("duty.minutes.who")}
                value={item.agent_id}
                people={people}
                onChoose={(agent_id) => put({ ...item, agent_id })}
              />
              <label class="field">
                <span>{t("duty.minutes.until")}</span>
                <input
                  type="date"
                  value={item.until}
                  onInput={(event) => put({ ...item, until: event.currentTarget.value })}
                />
              </label>
            </div>
            <label class="duty-tick">
              <input
                type="checkbox"
                checked={item.ticket}
                onChange={(event) => put({ ...item, ticket: event.currentTarget.checked })}
              />
              <span>{t("duty.minutes.ticket")}</span>
            </label>
          </>
        )}
      />
      <div class="duty-submit">
        <Button submits kind="primary" disabled={!written.value || open.busy}>{t("duty.save")}</Button>
        {written.value && <span class="hint" role="status">{t("duty.unsaved")}</span>}
      </div>
    </form>
  );
}

interface RowsProps<Item> {
  title: string;
  add: string;
  items: Item[];
  fresh: Item;
  onChange: (items: Item[]) => void;
  row: (item: Item, put: (item: Item) => void, number: number) => preact.ComponentChildren;
}

function Rows<Item>({ title, add, items, fresh, onChange, row }: RowsProps<Item>) {
  return (
    <Part title={title}>
      {items.map((item, at) => (
        <div key={at} class="duty-item">
          <div>{row(item, (changed) => onChange(items.map((each, i) => i === at ? changed : each)), at + 1)}</div>
          <IconButton
            icon="cross"
            label={t("duty.remove", { number: at + 1, what: title })}
            onClick={() => onChange(items.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <Button small icon="plus" onClick={() => onChange([...items, fresh])}>{add}</Button>
    </Part>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  people: ReadonlyArray<readonly [string, string]>;
  required?: boolean;
  onChoose: (id: string) => void;
}

const Choice = ({ label, value, people, required, onChoose }: ChoiceProps) => (
  <label class="field">
    <span>{label}</span>
    <select value={value} required={required} onChange={(event) => onChoose(event.currentTarget.value)}>
      <option value="">{t("duty.nobody")}</option>
      {people.map(([id, name]) => <option key={id} value={id}>{name}</option>)}
    </select>
  </label>
);

interface WordsProps {
  label: string;
  value: string;
  limit?: number;
  onWrite: (words: string) => void;
}

const Line = ({ label, value, limit, onWrite }: WordsProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      required
      dir="auto"
      maxLength={limit}
      value={value}
      onInput={(event) => onWrite(event.currentTarget.value)}
    />
  </label>
);

const Area = ({ label, value, onWrite }: WordsProps) => (
  <label class="field">
    <span>{label}</span>
    <textarea
      rows={2}
      dir="auto"
      maxLength={4000}
      value={value}
      onInput={(event) => onWrite(event.currentTarget.value)}
    />
  </label>
);
