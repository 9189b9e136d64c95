/** Persons of whom nothing goes, whose tokens were taken back, and the rules of erasing. */
import { t } from "../../desk/i18n.ts";
import type { HoldView, RevokedTokensView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, TextInput, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { holdForm, Holds, Revocations, revokeForm, Rules } from "./persons.ts";

export function HeldPersons() {
  const holds = useModel(() => new Holds());
  const leaving = useLeaving();
  const hold = async () => {
    if (await openHold(leaving)) void holds.reading.reload();
  };
  const release = async ({ visitor_id: id }: HoldView) => {
    const question = {
      title: t("privacy.hold.end"),
      paragraphs: [t("privacy.hold.end.text")],
      confirm: t("privacy.hold.end"),
    };
    if (await confirmed(question, leaving)) await holds.release(id);
  };
  return (
    <>
      <p class="quiet">{t("privacy.holds.hint")}</p>
      <p>
        <Button kind="primary" onClick={() => void hold()}>{t("privacy.hold.new")}</Button>
      </p>
      <Shown reading={holds.reading}>
        {(pages) => (
          <>
            {pages.items.length === 0 ? <Nothing>{t("privacy.holds.none")}</Nothing> : (
              <Table
                caption={t("privacy.tab.holds")}
                rows={pages.items}
                keyOf={({ visitor_id: id }) => id}
                columns={[
                  { label: t("privacy.person"), cell: ({ visitor_id: id }) => <span class="mono">{id}</span> },
                  { label: t("privacy.reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
                  { label: t("privacy.by"), cell: ({ by }) => <bdi>{by.name ?? "—"}</bdi> },
                  { label: t("privacy.since"), cell: ({ at }) => <At at={at} /> },
                  {
                    label: t("actions"),
                    cell: (each) => (
                      <Actions>
                        <RowButton
                          label={t("privacy.hold.end")}
                          of={each.visitor_id}
                          onClick={() => holds.isBusy(each.visitor_id) || void release(each)}
                        />
                      </Actions>
                    ),
                  },
                ]}
              />
            )}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

const openHold = (leaving: AbortSignal) =>
  openDrawer<HoldView>((close) => (
    <FormDrawer
      title={t("privacy.hold.new")}
      intro={t("privacy.holds.hint")}
      label={t("privacy.hold.do")}
      close={close}
      make={holdForm}
    >
      {({ visitor_id: id, reason }) => (
        <>
          <TextInput
            name="visitor_id"
            field={id}
            label={t("privacy.person")}
            hint={t("privacy.person.hint")}
            longest={100}
          />
          <TextInput name="reason" field={reason} label={t("privacy.reason")} longest={300} />
        </>
      )}
    </FormDrawer>
  ), leaving);

export function TakenBack() {
  const revocations = useModel(() => new Revocations());
  const leaving = useLeaving();
  const revoke = async () => {
    const done = await openRevoke(leaving);
    if (!done) return;
    say(t("privacy.revoked", { visitors: done.visitors }));
    void revocations.reading.reload();
  };
  return (
    <>
      <p class="quiet">{t("privacy.revoke.hint")}</p>
      <p>
        <Button kind="primary" onClick={() => void revoke()}>{t("privacy.revoke")}</Button>
      </p>
      <Shown reading={revocations.reading}>
        {(pages) => (
          <>
            {pages.items.length === 0 ? <Nothing>{t("privacy.revoke.none")}</Nothing> : (
              <Table
                caption={t("privacy.tab.tokens")}
                rows={pages.items}
                keyOf={({ visitor_id: id, at }) => `${id} ${at}`}
                columns={[
                  { label: t("privacy.person"), cell: ({ visitor_id: id }) => <span class="mono">{id}</span> },
                  { label: t("privacy.by"), cell: ({ by }) => <bdi>{by ?? "—"}</bdi> },
                  { label: t("privacy.at"), cell: ({ at }) => <At at={at} /> },
                ]}
              />
            )}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

const openRevoke = (leaving: AbortSignal) =>
  openDrawer<RevokedTokensView>((close) => (
    <FormDrawer
      title={t("privacy.revoke")}
      intro={t("privacy.revoke.hint")}
      label={t("privacy.revoke.do")}
      close={close}
      make={revokeForm}
    >
      {({ visitor_id: id }) => (
        <TextInput
          name="visitor_id"
          field={id}
          label={t("privacy.person")}
          hint={t("privacy.person.hint")}
          longest={100}
        />
      )}
    </FormDrawer>
  ), leaving);

export function ErasingRules() {
  const { reading } = useModel(() => new Rules());
  return (
    <Shown reading={reading}>
      {(form) => (
        <div class="panel padded">
          <FormView form={form} label={t("save")}>
            <NumberInput
              name="wait_days"
              field={form.fields.wait_days}
              label={t("privacy.wait_days")}
              hint={t("privacy.wait_days.hint")}
              min={0}
              max={90}
            />
            <Tick
              name="second_person"
              field={form.fields.second_person}
              label={t("privacy.second_person")}
              hint={t("privacy.second_person.hint")}
            />
          </FormView>
        </div>
      )}
    </Shown>
  );
}
