/** Who is told of messages that were left, and when the leaders are reminded. */
import type { OfflineBody, RecipientBodyShown } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, OptionalTextField, TextField } from "../parts/fields.ts";

export const recipient = (its: RecipientBodyShown) =>
  new GroupField({
    name: new TextField({ value: its.name }),
    email: new OptionalTextField({ value: its.email }),
    mobile: new OptionalTextField({ value: its.mobile }),
    locale: new ChoiceField<string>({ value: its.locale }),
  });

export const offlineField = ({ recipients, remind_after_minutes: minutes }: OfflineBody) =>
  new GroupField({
    recipients: new ListField<RecipientBodyShown, ReturnType<typeof recipient>>({
      value: recipients,
      make: recipient,
      blank: () => ({ name: "", email: null, mobile: null, locale: "zh-CN" }),
      isBlank: (field) => {
        const { name, email, mobile } = field.read();
        return !name && !email && !mobile;
      },
    }),
    remind_after_minutes: new NumberField({ value: minutes }),
  });
