/** How the recipients of messages that were left are filled in. */
import { t } from "../../desk/i18n.ts";
import { Rows } from "../parts/compound.tsx";
import { NumberInput, Select, TextInput, WrongLine } from "../parts/fields.tsx";
import { languageName, LANGUAGES } from "./languages.ts";
import type { offlineField, recipient } from "./offline.ts";

export const Offline = ({ field }: { field: ReturnType<typeof offlineField> }) => (
  <div class="form-fields">
    <Rows
      name="recipients"
      field={field.parts.recipients}
      label={t("offline.recipients")}
      hint={t("offline.recipients.hint")}
      add={t("offline.recipients.add")}
      title={(number) => t("offline.recipients.one", { number })}
      none={t("offline.recipients.none")}
      rowClass="recipient"
    >
      {(its) => <Recipient field={its} />}
    </Rows>
    <NumberInput
      name="remind_after_minutes"
      field={field.parts.remind_after_minutes}
      label={t("offline.remind")}
      hint={t("offline.remind.hint")}
      unit={t("unit.minutes")}
      min={5}
      max={10_080}
    />
    <WrongLine of={field} />
  </div>
);

const Recipient = ({ field }: { field: ReturnType<typeof recipient> }) => (
  <div class="list-fields">
    <TextInput name="recipient.name" field={field.parts.name} label={t("offline.name")} />
    <TextInput name="recipient.email" field={field.parts.email} type="email" label={t("field.email")} />
    <TextInput name="recipient.mobile" field={field.parts.mobile} type="tel" label={t("offline.mobile")} />
    <Select
      name="recipient.locale"
      field={field.parts.locale}
      label={t("offline.locale")}
      options={LANGUAGES.map((code) => [code, languageName(code)])}
    />
    <WrongLine of={field} />
  </div>
);
