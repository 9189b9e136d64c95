/** The editor of a flow: the whole, its stages in their order, its fields, and what a publication would change. */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { DefinitionShown, FlowRecordView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Rows } from "../parts/compound.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Select } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Changes } from "./flow-changes.tsx";
import { FlowFieldRow } from "./flow-field.tsx";
import { FlowEditing } from "./flow-form.ts";
import { called } from "./flow-words.ts";
import type { FlowFields } from "./flow.ts";
import type { People } from "./flows.ts";
import { StageRow } from "./stage.tsx";
import { WhoInput } from "./who.tsx";

export const openFlow = (record: FlowRecordView, people: People, leaving: AbortSignal) =>
  openDrawer<FlowRecordView>(
    (close) => <Editor record={record} people={people} close={close} leaving={leaving} />,
    leaving,
  );

interface EditorProps {
  record: FlowRecordView;
  people: People;
  close: (answer: FlowRecordView | null) => void;
  leaving: AbortSignal;
}

function Editor({ record, people, close, leaving }: EditorProps) {
  const editing = useMemo(() => new FlowEditing(record, people.choices, close), []);
  const { form } = editing;
  const publish = async () => {
    const changes = editing.changes(people.names);
    const isSure = await confirmed({
      title: t("flow.publish.title", { name: t(`ticket.type.${record.type}`) }),
      paragraphs: [t("flow.publish.about")],
      more: (
        <div class="publish-changes">
          <Changes changes={changes} none={t("flow.unchanged")} />
        </div>
      ),
      confirm: t("flow.publish.confirm"),
      danger: false,
    }, leaving);
    if (isSure) await editing.publish();
  };
  return (
    <Drawer
      title={t("flow.title", { name: t(`ticket.type.${record.type}`) })}
      closing={t("drawer.close")}
      size="wide"
      onClose={() => close(null)}
    >
      <p class="drawer-intro">{aboutOf(record)}</p>
      <FormView
        form={form}
        label={t("flow.save")}
        laid
        onCancel={() => close(null)}
        beside={<Button disabled={form.busy} onClick={() => void publish()}>{t("flow.publish")}</Button>}
      >
        <Parts editing={editing} people={people} />
      </FormView>
    </Drawer>
  );
}

const aboutOf = ({ published, draft }: FlowRecordView): string => {
  if (!published) return t("flow.about.first");
  return t(draft ? "flow.about.draft" : "flow.about.published", { version: published.version });
};

function Parts({ editing, people }: { editing: FlowEditing; people: People }) {
  const { fields } = editing.form;
  const flow = editing.definition;
  return (
    <div class="flow-parts">
      <Part id="whole">
        <Whole fields={fields} flow={flow} people={people} />
      </Part>
      <Part id="stages">
        <Rows
          name="stages"
          field={fields.stages}
          add={t("flow.stages.add")}
          title={(number) => t("flow.stage.number", { number })}
          movable
          rowClass="flow-row"
        >
          {(its) => <StageRow field={its} flow={flow} people={people} />}
        </Rows>
      </Part>
      <Part id="fields">
        <Rows
          name="fields"
          field={fields.fields}
          add={t("flow.fields.add")}
          title={(number) => t("flow.field.number", { number })}
          none={t("flow.fields.none")}
          movable
          rowClass="flow-row"
        >
          {(its) => <FlowFieldRow field={its} flow={flow} people={people} />}
        </Rows>
      </Part>
      <Part id="changes">
        <Changes changes={editing.changes(people.names)} none={t("flow.unchanged")} />
      </Part>
    </div>
  );
}

const Part = ({ id, children }: { id: string; children: ComponentChildren }) => (
  <section class="part" aria-label={t(`flow.part.${id}`)}>
    <header>
      <h3>{t(`flow.part.${id}`)}</h3>
      <p class="field-hint">{t(`flow.part.${id}.hint`)}</p>
    </header>
    {children}
  </section>
);

interface WholeProps {
  fields: FlowFields;
  flow: DefinitionShown;
  people: People;
}

const Whole = ({ fields, flow, people }: WholeProps) => (
  <>
    <fieldset class="form-field">
      <legend>{t("flow.names")}</legend>
      <BothLanguages name="names" field={fields.names} longest={60} />
    </fieldset>
    <WhoInput
      name="begun_by"
      field={fields.begun_by}
      label={t("flow.aspect.begun_by")}
      choices={people.choices}
      names={people.names}
    />
    <Select
      name="reopens_at"
      field={fields.reopens_at}
      label={t("flow.aspect.reopens_at")}
      hint={t("flow.reopens_at.hint")}
      options={[
        [null, t("flow.reopens_at.first")] as const,
        ...flow.stages.map(({ key, names }) => [key, called(names, key)] as const),
      ]}
    />
  </>
);
