/** The form in which an agent corrects who a visitor is. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { FieldError, Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { VisitorView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import type { PersonProps } from "./person.tsx";

const LEVELS: ReadonlyArray<VisitorView["level"]> = ["vip", "gold", "silver", "normal"];
const NAME_LIMIT = 80;
const EMAIL_LIMIT = 320;
const MOBILE_LIMIT = 40;
const SUGGESTED = 8;
const CHANNELS = ["email", "sms"] as const;

/** Tags that colleagues have given and that begin as the last one that is being written. */
function Suggested({ known, tags, choose }: {
  known: readonly string[];
  tags: string;
  choose: (tags: string) => void;
}) {
  const given = tagsIn(tags);
  const isOpen = /[^,，、\s]\s*$/.test(tags);
  const begun = isOpen && !known.includes(given.at(-1)!) ? given.at(-1)!.toLowerCase() : "";
  const kept = begun ? given.slice(0, -1) : given;
  const fitting = known.filter((tag) => !given.includes(tag) && tag.toLowerCase().startsWith(begun));
  if (!fitting.length) return null;
  return (
    <div class="tag-choices" role="group" aria-label={t("customer.tags.known")}>
      {fitting.slice(0, SUGGESTED).map((tag) => (
        <Button
          key={tag}
          small
          kind="quiet"
          onClick={() => choose([...kept, tag].join(", "))}
        >
          {tag}
        </Button>
      ))}
    </div>
  );
}

/** The address that does not hold, if it is one, else what went wrong. */
function wrongIn({ code, errors }: Problem): string {
  const isAddress = ({ field }: FieldError) => field === "email" || field === "mobile";
  return errors.find(isAddress)?.field ?? code;
}

/** Tags as people write them, with commas of either language between. */
const tagsIn = (written: string): string[] => written.split(/[,，、]/).map((tag) => tag.trim()).filter(Boolean);

const PREFERRED = [...CHANNELS, "social", "web"] as const;
type Preferred = typeof PREFERRED[number] | "";

const isRefused = ({ refused_channels: refused = [] }: VisitorView, channel: string): boolean =>
  refused.includes(channel);

/** Only what was changed here: a colleague may have entered the other one meanwhile. */
function changesIn(form: HTMLFormElement, visitor: VisitorView) {
  const data = new FormData(form);
  const written = Object.fromEntries([...data].map(([name, value]) => [name, String(value).trim()]));
  const { name, level, email, mobile, preferred } = written;
  const refused = CHANNELS.filter((each) => data.getAll("refused").includes(each));
  const tags = tagsIn(written.tags);
  return {
    ...(name && { name }),
    level: level as VisitorView["level"],
    ...(email !== (visitor.email ?? "") && { email }),
    ...(mobile !== (visitor.mobile ?? "") && { mobile }),
    ...(tags.join() !== visitor.tags.join() && { tags }),
    ...(preferred !== (visitor.preferred_channel ?? "") && { preferred_channel: preferred as Preferred }),
    ...(refused.join() !== CHANNELS.filter((each) => isRefused(visitor, each)).join() && { refused_channels: refused }),
  };
}

export function PersonForm({ open, conversation, visitor, onDone }: PersonProps & { onDone: () => void }) {
  // What comes meanwhile changes nothing of what is being written.
  const before = useRef(visitor).current;
  const name = useRef<HTMLInputElement>(null);
  const trouble = useSignal("");
  const busy = useSignal(false);
  const tags = useSignal(before.tags.join(", "));
  useLayoutEffect(() => name.current!.select(), []);
  useEffect(() => void open.readTags(), []);

  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    try {
      await open.correctVisitor(changesIn(event.currentTarget as HTMLFormElement, before));
      onDone();
    } catch (problem) {
      busy.value = false;
      const { code } = problem as Problem;
      trouble.value = tOf("person.failed", wrongIn(problem as Problem), { code });
    }
  };

  return (
    <form
      class="person-form"
      noValidate
      onSubmit={attempt}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <label class="field">
        <span>{t("person.name")}</span>
        <input
          ref={name}
          name="name"
          dir="auto"
          maxLength={NAME_LIMIT}
          autocomplete="off"
          defaultValue={before.name ?? conversation.visitor_name ?? ""}
        />
      </label>
      <label class="field">
        <span>{t("person.level")}</span>
        <select name="level" defaultValue={before.level ?? conversation.level}>
          {LEVELS.map((each) => (
            <option key={each} value={each} selected={each === (before.level ?? conversation.level)}>
              {t(`level.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t("person.mobile")}</span>
        <input
          name="mobile"
          type="tel"
          maxLength={MOBILE_LIMIT}
          autocomplete="off"
          defaultValue={before.mobile ?? ""}
        />
      </label>
      <label class="field">
        <span>{t("person.email")}</span>
        <input name="email" type="email" maxLength={EMAIL_LIMIT} autocomplete="off" defaultValue={before.email ?? ""} />
      </label>
      <Wishes visitor={before} />
      <label class="field">
        <span>{t("customer.tagged")}</span>
        <input
          name="tags"
          dir="auto"
          autocomplete="off"
          placeholder={t("customer.tags.hint")}
          value={tags.value}
          onInput={(event) => tags.value = event.currentTarget.value}
        />
      </label>
      <Suggested known={open.tags} tags={tags.value} choose={(next) => tags.value = next} />
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <div class="dialog-buttons">
        <Button small onClick={onDone}>{t("cancel")}</Button>
        <Button small submits kind="primary" disabled={busy.value}>{t("person.save")}</Button>
      </div>
    </form>
  );
}

/** By what the customer wishes to be written to, and by what never. */
function Wishes({ visitor }: { visitor: VisitorView }) {
  return (
    <>
      <label class="field">
        <span>{t("person.preferred")}</span>
        <select name="preferred">
          {["", ...PREFERRED].map((each) => (
            <option key={each} value={each} selected={each === (visitor.preferred_channel ?? "")}>
              {t(`person.channel.${each || "any"}`)}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="choices">
        <legend>{t("person.refused")}</legend>
        {CHANNELS.map((each) => (
          <label key={each}>
            <input type="checkbox" name="refused" value={each} defaultChecked={isRefused(visitor, each)} />
            <span>{t(`person.channel.${each}`)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
