/** Which messages of the conversation go with a ticket that is made of it. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button, classes, LinkButton } from "../../kit/button.tsx";
import { MOST_QUOTED, type Quotable, type Quoting } from "./quoting.ts";
import { TickBox } from "./tick-box.tsx";

interface Props {
  quoting: Quoting;
  changed: () => void;
}

export function QuotedMessages({ quoting, changed }: Props) {
  const { messages, ticks, transcript } = quoting;
  const list = useRef<HTMLDivElement>(null);
  const order = messages.map(({ seq }) => seq);
  // The tabulator comes to one of them: the last that is ticked, else the last there is.
  const stop = order.findLast((seq) => ticks.has(seq)) ?? order.at(-1);
  useLayoutEffect(() => {
    const at = list.current?.querySelector<HTMLElement>(`[data-tick="${stop}"]`);
    if (at) list.current!.scrollTop = at.offsetTop - list.current!.clientHeight / 2;
  }, []);
  const tickVisitors = () => {
    quoting.tickVisitors();
    changed();
  };
  return (
    <fieldset class="ticket-quoting">
      <legend>{t("tickets.quoted")}</legend>
      <div class="ticket-quoting-list" ref={list} data-ticks role="group" aria-label={t("tickets.quoted")}>
        {transcript.hasOlder && (
          <LinkButton disabled={transcript.loadingOlder} onClick={() => void transcript.older()}>
            {t("conversation.older")}
          </LinkButton>
        )}
        {messages.map((message) => (
          <Message
            key={message.seq}
            message={message}
            box={
              <TickBox
                ticks={ticks}
                id={message.seq}
                order={() => order}
                isStop={message.seq === stop}
                changed={changed}
              />
            }
          />
        ))}
        {!messages.length && <p class="field-hint">{t("tickets.quoted.none")}</p>}
      </div>
      <p class="ticket-quoting-foot">
        <span role="status">{t("tickets.ticked", { count: ticks.count, most: MOST_QUOTED })}</span>
        <Button small kind="quiet" onClick={tickVisitors}>{t("tickets.quoted.visitors")}</Button>
      </p>
    </fieldset>
  );
}

function Message({ message: { at, isVisitors, who, text }, box }: { message: Quotable; box: ComponentChildren }) {
  return (
    <label class={classes("ticket-quotable", isVisitors && "visitor")}>
      {box}
      <span class="ticket-quotable-head">
        <bdi>{who}</bdi> <time dateTime={at}>{dayAndTime(at)}</time>
      </span>
      <span class="ticket-quotable-text" dir="auto">{text}</span>
    </label>
  );
}
