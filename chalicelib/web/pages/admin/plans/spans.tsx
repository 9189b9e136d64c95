/** How the spans of a day look: from when to when, and one more. */
import { useId, useRef } from "preact/hooks";
import { Button, IconButton } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import { endsNextDay, type SpansField } from "./spans.ts";

interface SpansProps {
  name: string;
  field: SpansField;
  /** Names the day, for those who cannot see where it stands. */
  of: string;
  /** What is said where there is none. */
  none: string;
}

export function Spans({ name, field, of, none }: SpansProps) {
  const list = useRef<HTMLDivElement>(null);
  const wrong = useId();
  const focus = (where: string) => {
    queueMicrotask(() => [...list.current!.querySelectorAll<HTMLElement>(where)].at(-1)?.focus());
  };
  return (
    <div class="spans-field">
      <div class="spans" ref={list}>
        {!field.spans.length && <span class="quiet spans-none">{none}</span>}
        {field.spans.map((span, at) => (
          <span class="span" key={at}>
            <Time {...{ name, field, of, at, wrong }} side={0} />
            <span aria-hidden="true">–</span>
            <Time {...{ name, field, of, at, wrong }} side={1} />
            <small class="next-day">{endsNextDay(span) && t("span.next_day")}</small>
            <IconButton
              icon="cross"
              label={t("span.remove.of", { of, number: at + 1 })}
              title={t("span.remove")}
              onClick={() => {
                field.remove(at);
                focus(":scope > .button");
              }}
            />
          </span>
        ))}
        <Button
          small
          kind="quiet"
          icon="plus"
          aria-label={t("span.add.of", { of })}
          onClick={() => {
            field.add();
            focus(".span:last-of-type input:first-of-type");
          }}
        >
          {t("span.add")}
        </Button>
      </div>
      <p class="field-wrong" id={wrong} role="alert" hidden={!field.wrong}>{field.wrong}</p>
    </div>
  );
}

interface TimeProps {
  name: string;
  field: SpansField;
  of: string;
  at: number;
  side: 0 | 1;
  /** Where it is said what is wrong with them. */
  wrong: string;
}

function Time({ name, field, of, at, side, wrong }: TimeProps) {
  const which = side ? "end" : "start";
  return (
    <input
      type="text"
      class="time"
      inputMode="numeric"
      maxLength={5}
      placeholder={side ? "18:00" : "09:00"}
      autocomplete="off"
      name={`${name}.${which}`}
      aria-label={t(`span.${which}`, { of, number: at + 1 })}
      aria-invalid={Boolean(field.wrong)}
      aria-describedby={wrong}
      value={field.spans[at][side]}
      ref={(element) => {
        if (!at && !side) field.element = element;
      }}
      onInput={(event) => field.type(at, side, event.currentTarget.value)}
      onChange={() => field.settle(at, side)}
    />
  );
}
