/** The flows as a list: which types have one, since when, and who works on another. */
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { FlowLineView, FlowRecordView, FlowView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Shown, Unread, useLeaving, useModel } from "../section.tsx";
import { Changes } from "./flow-changes.tsx";
import { openFlow } from "./flow-editor.tsx";
import type { Names } from "./flow-words.ts";
import { byWhom, Flows, type People, Versions } from "./flows.ts";

const typeOf = ({ type }: { type: string }): string => t(`ticket.type.${type}`);

export function FlowList() {
  const flows = useModel(() => new Flows());
  const leaving = useLeaving();
  const edit = async (type: string, people: People) => {
    const record = await flows.read(type);
    if (record) flows.stored(record, await openFlow(record, people, leaving));
  };
  const history = async (type: string, people: People) => {
    const record = await flows.read(type);
    const version = record && await openVersions(record, people.names, leaving);
    if (record && version && await flows.take(record, version)) await edit(type, people);
  };
  return (
    <Shown reading={flows.reading}>
      {({ lines, people }) => (
        <>
          <p class="section-hint">{t("flows.about")}</p>
          <Table
            caption={t("tickets.tab.flows")}
            rows={lines}
            keyOf={({ type }) => type}
            columns={[
              { label: t("flows.type"), cell: (line) => <span class="who-name">{typeOf(line)}</span> },
              { label: t("flows.flow"), cell: (line) => <Named line={line} /> },
              { label: t("flows.published"), cell: (line) => <Published line={line} /> },
              {
                label: t("actions"),
                cell: (line) => (
                  <Actions>
                    <RowButton
                      label={t(line.published || line.has_draft ? "edit" : "flows.begin")}
                      of={typeOf(line)}
                      onClick={() => void edit(line.type, people)}
                    />
                    {line.published !== null && (
                      <RowButton
                        label={t("flows.history")}
                        of={typeOf(line)}
                        onClick={() => void history(line.type, people)}
                      />
                    )}
                    {line.has_draft && (
                      <RowButton
                        label={t("flow.discard")}
                        of={typeOf(line)}
                        onClick={() => void flows.discard(line, leaving)}
                      />
                    )}
                  </Actions>
                ),
              },
            ]}
          />
        </>
      )}
    </Shown>
  );
}

const Named = ({ line }: { line: FlowLineView }) => (
  <div class="chips">
    {line.published !== null || line.has_draft
      ? <span dir="auto">{inOurLanguage(line.names)}</span>
      : <span class="quiet">{t("flows.usual")}</span>}
    {line.has_draft && <span class="chip">{t("flows.draft")}</span>}
  </div>
);

function Published({ line: { published, published_at: at, published_by: name } }: { line: FlowLineView }) {
  if (published === null) return <>—</>;
  const version = t("flows.version", { version: published });
  return <>{at ? t("flows.since", { version, at: dayAndTime(at), by: name ?? "" }) : t("flows.with", { version })}</>;
}

/** Ends with the version that somebody wants to go on with. */
const openVersions = (record: FlowRecordView, names: Names, leaving: AbortSignal) =>
  openDrawer<FlowView>((close) => <VersionsDrawer record={record} names={names} close={close} />, leaving);

interface VersionsProps {
  record: FlowRecordView;
  names: Names;
  close: (version: FlowView | null) => void;
}

function VersionsDrawer({ record, names, close }: VersionsProps) {
  const versions = useMemo(() => new Versions(record, names), []);
  useEffect(() => void versions.readOn(), []);
  return (
    <Drawer title={t("flows.history.of", { name: typeOf(record) })} size="middle" onClose={() => close(null)}>
      <p class="drawer-intro">{t("flows.history.about")}</p>
      <ol class="flow-versions">
        {versions.items.map(({ flow, changes }) => (
          <li key={flow.version}>
            <h3>
              {t("flows.version", { version: flow.version })}
              {flow.version === record.published?.version && <span class="chip">{t("flows.now")}</span>}
            </h3>
            <p class="quiet">
              {flow.published_at ? `${dayAndTime(flow.published_at)} · ${byWhom(flow)}` : t("flow.shipped")}
            </p>
            {flow.version > 1 && <Changes changes={changes} none={t("flow.unchanged")} />}
            {flow.version !== record.published?.version && (
              <Button small onClick={() => close(flow)}>
                {t(record.draft ? "flows.take.instead" : "flows.take")}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {versions.problem && <Unread problem={versions.problem} again={versions.readOn} />}
      {versions.busy && <p class="quiet drawer-intro" role="status">{t("loading")}</p>}
      {versions.more && !versions.busy && !versions.problem && (
        <div class="more">
          <Button onClick={versions.readOn}>{t("lists.more")}</Button>
        </div>
      )}
    </Drawer>
  );
}
