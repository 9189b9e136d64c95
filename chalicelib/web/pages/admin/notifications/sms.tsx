/** The section of SMS: who letters come from, what an SMS costs, the account, and what a text would cost. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { t, tOf } from "../../desk/i18n.ts";
import type { AccountView, LineView, SmsPreview } from "../../desk/operations.ts";
import { NumberInput, TextInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { yuan } from "../parts/money.ts";
import { YuanInput } from "../parts/money.tsx";
import { At, More, Table } from "../parts/table.tsx";
import type { Pages } from "../parts/pages.ts";
import { Section, useModel } from "../section.tsx";
import { Preview, type SettingsFields, type Sms, SmsSection } from "./sms.ts";

export function Content() {
  const { reading } = useModel(() => new SmsSection());
  return (
    <Section id="sms" reading={reading}>
      {(sms) => (
        <>
          <div class="halves">
            <div class="half">
              <Account {...sms.account} />
              <Panel id="topup">
                <TopUp sms={sms} />
              </Panel>
            </div>
            <Panel id="preview">
              <PreviewOf />
            </Panel>
          </div>
          <Panel id="settings">
            <FormView form={sms.settings} label={t("save")}>
              <Settings fields={sms.settings.fields} />
            </FormView>
          </Panel>
          <Panel id="statement">
            <Statement pages={sms.statement} />
          </Panel>
        </>
      )}
    </Section>
  );
}

const Panel = ({ id, children }: { id: string; children: ComponentChildren }) => (
  <section class="panel padded" aria-label={t(`sms.${id}`)}>
    <h2>{t(`sms.${id}`)}</h2>
    {children}
  </section>
);

const Account = ({ balance_fen: balance, price_fen: price, low, signature }: AccountView) => (
  <div class="panel padded sms-account">
    <p>
      <b class="seats-taken">{yuan(balance)}</b> <span class="quiet">{t("sms.balance")}</span>
    </p>
    <p class="field-hint">
      {t("sms.enough", { price: yuan(price), count: price ? Math.floor(balance / price) : "∞" })}
    </p>
    {low && <p class="note warning" role="status">{t(balance < price ? "sms.empty" : "sms.low")}</p>}
    {!signature && <p class="note warning">{t("sms.unsigned")}</p>}
  </div>
);

const TopUp = ({ sms: { topUp } }: { sms: Sms }) => (
  <FormView form={topUp} label={t("topup.submit")}>
    <YuanInput name="amount_fen" field={topUp.fields.amount_fen} label={t("topup.amount")} />
    <TextInput name="note" field={topUp.fields.note} label={t("topup.note")} hint={t("topup.note.hint")} />
  </FormView>
);

const Settings = ({ fields }: { fields: SettingsFields }) => (
  <>
    <TextInput {...named("sms_signature", "signature", true)} field={fields.sms_signature} />
    <YuanInput {...named("price_fen", "price", true)} field={fields.price_fen} />
    <YuanInput {...named("low_balance_fen", "low_balance", true)} field={fields.low_balance_fen} />
    <TextInput {...named("sender_email", "sender_email", true)} field={fields.sender_email} type="email" />
    <TextInput {...named("sender_name", "sender_name")} field={fields.sender_name} />
    <TextInput {...named("reply_to", "reply_to", true)} field={fields.reply_to} type="email" />
    <NumberInput {...named("letters_a_day", "letters_a_day", true)} field={fields.letters_a_day} min={1} max={100} />
    <NumberInput {...named("sms_by_day", "sms_by_day", true)} field={fields.sms_by_day} min={0} max={1_000_000} />
    <NumberInput
      {...named("most_cents", "most_cents", true)}
      field={fields.most_cents}
      unit={t("unit.us_cents")}
      min={1}
      max={1_000}
    />
  </>
);

const named = (name: string, words: string, hinted = false) => ({
  name,
  label: t(`sms.${words}`),
  hint: hinted ? t(`sms.${words}.hint`) : undefined,
});

/** The account's movements, newest first. */
const Statement = ({ pages }: { pages: Pages<LineView> }) => (
  <div class="statement">
    <Table
      caption={t("sms.statement")}
      rows={pages.items}
      keyOf={(line) => `line-${pages.items.indexOf(line)}`}
      columns={[
        { label: t("statement.kind"), cell: ({ kind }) => tOf("movement", kind, { kind }) },
        { label: t("statement.at"), cell: ({ at }) => <At at={at} /> },
        {
          label: t("statement.amount"),
          cell: ({ amount_fen: fen }) => <span class={fen < 0 ? "number" : "number gain"}>{yuan(fen, true)}</span>,
        },
        {
          label: t("statement.balance"),
          cell: ({ balance_fen: fen }) => <span class="number">{yuan(fen)}</span>,
        },
        { label: t("statement.about"), cell: ({ note }) => <bdi>{note}</bdi> },
      ]}
    />
    <More pages={pages} />
  </div>
);

function PreviewOf() {
  const preview = useMemo(() => new Preview(), []);
  useEffect(() => () => preview.leave(), []);
  const { answer, problem } = preview;
  return (
    <div class="form-field sms-preview">
      <textarea
        rows={4}
        dir="auto"
        maxLength={1500}
        aria-label={t("preview.text")}
        placeholder={t("preview.placeholder")}
        onInput={(event) => preview.type(event.currentTarget.value)}
      />
      <div class="preview-answer" role="status">
        {problem.value && <p class="note error">{problem.value}</p>}
        {answer.value ? <Measures {...answer.value} /> : <p class="field-hint">{t("preview.hint")}</p>}
      </div>
    </div>
  );
}

const Measures = ({ encoding, length, segments, cost_fen: fen, with_signature: whole }: SmsPreview) => (
  <>
    <dl class="measures">
      {Object.entries({ length, encoding, segments, cost: yuan(fen) }).map(([name, value]) => (
        <div key={name}>
          <dt>{t(`preview.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
    <p class="sms-bubble" dir="auto">{whole}</p>
  </>
);
