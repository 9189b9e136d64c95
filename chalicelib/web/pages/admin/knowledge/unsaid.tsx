/** The section of words that must not be said. */
import { t } from "../../desk/i18n.ts";
import type { UnsaidView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Radios, Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, TextInput, Tick } from "../parts/fields.tsx";
import type { PlanChoice } from "../parts/people.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { KINDS } from "../parts/unsaid-kinds.ts";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { EFFECTS, ofUnsaid, type UnsaidFields, UnsaidList } from "./unsaid.ts";

export function Content() {
  const list = useModel(() => new UnsaidList());
  const leaving = useLeaving();
  const open = async (entry: UnsaidView | null) => {
    list.stored(await openEntry(entry, list.reading.data?.plans ?? [], leaving));
  };
  const remove = async (entry: UnsaidView) => {
    const question = {
      title: t("unsaid.remove.title", { word: entry.words[0] }),
      paragraphs: [t("unsaid.remove.body")],
      confirm: t("unsaid.remove"),
    };
    if (await confirmed(question, leaving)) await list.remove(entry);
  };
  const shipped = <Button disabled={list.busy} onClick={list.addShipped}>{t("unsaid.shipped")}</Button>;
  return (
    <Section
      id="unsaid"
      reading={list.reading}
      create={{ label: t("unsaid.new"), run: () => open(null) }}
      tools={shipped}
    >
      {({ pages, plans }) => (
        <>
          <p class="note error" role="alert" hidden={!list.problem.value}>{list.problem.value}</p>
          {pages.items.length
            ? <List entries={pages.items} plans={plans} open={open} remove={remove} />
            : <Nothing>{t("unsaid.none")}</Nothing>}
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}

interface ListProps {
  entries: UnsaidView[];
  plans: readonly PlanChoice[];
  open: (entry: UnsaidView) => void;
  remove: (entry: UnsaidView) => void;
}

function List({ entries, plans, open, remove }: ListProps) {
  const nameOf = (key: string) => plans.find((plan) => plan.key === key)?.name ?? key;
  return (
    <Table
      caption={t("section.unsaid")}
      rows={entries}
      keyOf={({ word_id: id }) => id}
      faded={({ active }) => !active}
      columns={[
        { label: t("unsaid.words"), cell: ({ words }) => <bdi>{words.join(" · ")}</bdi> },
        { label: t("unsaid.kind"), cell: ({ kind }) => t(`unsaid.kind.${kind}`) },
        {
          label: t("unsaid.effect"),
          cell: ({ effect, active }) => active ? t(`unsaid.effect.${effect}`) : t("unsaid.off"),
        },
        { label: t("unsaid.advice"), cell: ({ advice_zh: zh, advice_en: en }) => <Advice zh={zh} en={en} /> },
        {
          label: t("unsaid.plans"),
          cell: ({ plans: keys }) => keys.length ? <bdi>{keys.map(nameOf).join(" · ")}</bdi> : t("unsaid.plans.all"),
        },
        {
          label: t("actions"),
          cell: (entry) => (
            <Actions>
              <RowButton label={t("edit")} of={entry.words[0]} onClick={() => open(entry)} />
              <RowButton label={t("unsaid.remove")} of={entry.words[0]} onClick={() => remove(entry)} />
            </Actions>
          ),
        },
      ]}
    />
  );
}

const Advice = ({ zh, en }: { zh: string; en: string }) => (
  <>{[zh, en].filter(Boolean).map((each) => <div key={each} dir="auto">{each}</div>)}</>
);

const openEntry = (entry: UnsaidView | null, plans: readonly PlanChoice[], leaving: AbortSignal) =>
  openDrawer<UnsaidView>((close) => (
    <FormDrawer
      title={entry ? t("edit.title", { name: entry.words[0] }) : t("unsaid.new")}
      label={t(entry ? "save" : "unsaid.create")}
      close={close}
      make={(done) => ofUnsaid(entry, plans, done)}
    >
      {(fields) => (
        <>
          <What fields={fields} />
          <Instead fields={fields} />
          <Ticks
            name="plans"
            field={fields.plans}
            label={t("unsaid.plans")}
            hint={t("unsaid.plans.hint")}
            options={plans.map(({ key, name }) => [key, name])}
          />
          <Tick name="active" field={fields.active} label={t("unsaid.active")} />
        </>
      )}
    </FormDrawer>
  ), leaving);

const What = ({ fields }: { fields: UnsaidFields }) => (
  <>
    <LinesInput name="words" field={fields.words} label={t("unsaid.words")} hint={t("unsaid.words.hint")} />
    <LinesInput
      name="exceptions"
      field={fields.exceptions}
      label={t("unsaid.exceptions")}
      hint={t("unsaid.exceptions.hint")}
    />
    <Radios
      name="kind"
      field={fields.kind}
      label={t("unsaid.kind")}
      options={KINDS.map((kind) => [kind, t(`unsaid.kind.${kind}`)])}
    />
    <Radios
      name="effect"
      field={fields.effect}
      label={t("unsaid.effect")}
      options={EFFECTS.map((effect) => [effect, t(`unsaid.effect.${effect}`), t(`unsaid.effect.${effect}.hint`)])}
    />
  </>
);

const Instead = ({ fields }: { fields: UnsaidFields }) => (
  <>
    <TextInput name="advice_zh" field={fields.advice_zh} label={t("unsaid.advice_zh")} longest={200} />
    <TextInput name="advice_en" field={fields.advice_en} label={t("unsaid.advice_en")} longest={200} />
    <Tick name="replaces" field={fields.replaces} label={t("unsaid.replaces")} hint={t("unsaid.replaces.hint")} />
  </>
);
