/** The fields of tickets: a line for each type, and in a drawer what they ask. */
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { Field as Definition, TicketSettingsView } from "../../desk/operations.ts";
import { Rows } from "../parts/compound.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, NumberInput, Select, Tick, WrongLine } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Shown, useLeaving, useModel } from "../section.tsx";
import { type DefinitionField, FieldKeeping, ofType } from "./fields.ts";
import { OWN_KINDS } from "./flow-field.ts";
import { TICKET_TYPES } from "./policy.ts";

const typeName = (type: string): string => t(`ticket.type.${type}`);

export function TicketFields() {
  const keeping = useModel(() => new FieldKeeping());
  const leaving = useLeaving();
  const open = async (settings: TicketSettingsView, type: string, flows: boolean) =>
    keeping.stored(await openType(settings, type, flows, leaving));
  return (
    <Shown reading={keeping.reading}>
      {({ settings, flowing, form }) => (
        <>
          <p class="section-hint">{t("fields.about")}</p>
          <Table
            caption={t("tickets.tab.fields")}
            rows={TICKET_TYPES}
            keyOf={(type) => type}
            columns={[
              { label: t("flows.type"), cell: (type) => <span class="who-name">{typeName(type)}</span> },
              { label: t("fields.fields"), cell: (type) => <Named definitions={settings.fields[type] ?? []} /> },
              {
                label: t("actions"),
                cell: (type) => (
                  <Actions>
                    <RowButton
                      label={t("edit")}
                      of={typeName(type)}
                      onClick={() => void open(settings, type, flowing.includes(type))}
                    />
                  </Actions>
                ),
              },
            ]}
          />
          <div class="panel padded">
            <h2 class="panel-title">{t("fields.days")}</h2>
            <FormView form={form} label={t("save")}>
              <NumberInput
                name="reopen_days"
                field={form.fields.reopen_days}
                label={t("fields.reopen_days")}
                hint={t("fields.reopen_days.hint")}
                unit={t("unit.days")}
                min={0}
                max={365}
              />
              <NumberInput
                name="close_days"
                field={form.fields.close_days}
                label={t("fields.close_days")}
                hint={t("fields.close_days.hint")}
                unit={t("unit.days")}
                min={0}
                max={365}
              />
            </FormView>
          </div>
        </>
      )}
    </Shown>
  );
}

const Named = ({ definitions }: { definitions: Definition[] }) =>
  definitions.length
    ? (
      <div class="chips">
        {definitions.map(({ key, names, required }) => (
          <span class="chip" dir="auto" key={key}>{`${inOurLanguage(names)}${required ? " *" : ""}`}</span>
        ))}
      </div>
    )
    : <span class="quiet">{t("fields.none")}</span>;

const openType = (settings: TicketSettingsView, type: string, flows: boolean, leaving: AbortSignal) =>
  openDrawer<TicketSettingsView>((close) => (
    <FormDrawer
      title={t("fields.title", { name: typeName(type) })}
      intro={flows ? t("fields.flowing") : undefined}
      label={t("save")}
      close={close}
      make={(done) => ofType(settings, type, done)}
    >
      {(fields) => (
        <Rows
          name="definitions"
          field={fields.definitions}
          add={t("flow.fields.add")}
          title={(number) => t("flow.field.number", { number })}
          none={t("fields.none")}
          movable
        >
          {(its) => <DefinitionRow field={its} />}
        </Rows>
      )}
    </FormDrawer>
  ), leaving);

const DefinitionRow = ({ field }: { field: DefinitionField }) => (
  <div class="flow-body">
    <BothLanguages name="definition.names" field={field.parts.names} longest={60} />
    <Select
      name="definition.kind"
      field={field.parts.kind}
      label={t("flow.aspect.kind")}
      options={OWN_KINDS.map((each) => [each, t(`fields.kind.${each}`)])}
    />
    {field.parts.kind.read() === "choice" && (
      <LinesInput
        name="definition.choices"
        field={field.parts.choices}
        label={t("flow.aspect.choices")}
        hint={t("fields.choices.hint")}
      />
    )}
    <Tick name="definition.required" field={field.parts.required} label={t("fields.required")} />
    <WrongLine of={field} />
  </div>
);
