/** What is entered by hand for agents in reach. */
import { t } from "../../desk/i18n.ts";
import type { ValuesView } from "../../desk/operations.ts";
import { monthWritten, scoreWritten } from "../../desk/performance.ts";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, TextInput, WordsInput } from "../parts/fields.tsx";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { Shown, useLeaving, useModel } from "../section.tsx";
import { MonthSteps } from "../parts/months.tsx";
import { type EntryFields, entryForm, Values } from "./values.ts";

export function ValueList() {
  const values = useModel(() => new Values());
  const leaving = useLeaving();
  const open = async (held: ValuesView, keys: readonly string[], key: string) =>
    values.stored(
      await openDrawer<ValuesView>(
        (close) => <Entering month={values.month} held={held} keys={keys} first={key} close={close} />,
        leaving,
      ),
    );
  return (
    <>
      <MonthSteps of={values} />
      <p class="section-hint">{t("performance.values.about")}</p>
      <Shown reading={values.reading}>
        {({ pages, keys }) => (
          <>
            <Table
              caption={t("performance.tab.values")}
              rows={pages.items}
              keyOf={({ agent_id: id }) => id}
              columns={[
                { label: t("performance.agent"), cell: ({ name }) => <bdi class="who-name">{name}</bdi> },
                { label: t("performance.values"), cell: (held) => <Entered held={held} /> },
                {
                  label: t("actions"),
                  cell: (held) => (
                    <Actions>
                      {Object.keys(held.values).map((key) => (
                        <RowButton
                          key={key}
                          label={t("performance.value.change", { key })}
                          of={held.name}
                          onClick={() => void open(held, keys, key)}
                        />
                      ))}
                      <RowButton
                        label={t("performance.value.enter")}
                        of={held.name}
                        onClick={() => void open(held, keys, keys.find((key) => !held.values[key]) ?? "")}
                      />
                    </Actions>
                  ),
                },
              ]}
            />
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

function Entered({ held: { values } }: { held: ValuesView }) {
  const entries = Object.entries(values);
  if (!entries.length) return <span class="quiet">{t("performance.values.none")}</span>;
  return (
    <ul class="performance-entered">
      {entries.map(([key, { value, reason, by_name: by }]) => (
        <li key={key}>
          <code>{key}</code> <b>{scoreWritten(value)}</b>{" "}
          <span class="quiet" dir="auto">{t("performance.value.why", { reason, by })}</span>
        </li>
      ))}
    </ul>
  );
}

interface EnteringProps {
  month: string;
  held: ValuesView;
  keys: readonly string[];
  first: string;
  close: (answer: ValuesView | null) => void;
}

const Entering = ({ month, held, keys, first, close }: EnteringProps) => (
  <FormDrawer<EntryFields, ValuesView>
    title={t("performance.of", { name: held.name, month: monthWritten(month) })}
    intro={t("performance.value.about")}
    label={t("save")}
    close={close}
    make={(done) => entryForm(month, held, first, done)}
  >
    {(fields) => (
      <>
        <TextInput
          name="key"
          field={fields.key}
          label={t("performance.key")}
          hint={keys.length ? t("performance.value.keys", { keys: keys.join(t("comma")) }) : undefined}
          list={keys}
          longest={40}
        />
        <NumberInput
          name="value"
          field={fields.value}
          label={t("performance.value.number")}
          hint={t("performance.value.hint")}
          step="any"
        />
        <WordsInput name="reason" field={fields.reason} label={t("performance.value.reason")} longest={300} />
      </>
    )}
  </FormDrawer>
);
