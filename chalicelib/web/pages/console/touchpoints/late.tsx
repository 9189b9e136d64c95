/** The touch point of a conversation or ticket: fetched when it is opened first, and asked for only then. */
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";

const part = new Late(() => import("./part.tsx"));

/** `stands`: what it stands at; when that changes, what is open is read anew. */
export function TouchpointPart({ id, stands }: { id: string; stands: string }) {
  const opened = useSignal(false);
  return (
    <details class="touchpoint" onToggle={(event) => opened.value ||= event.currentTarget.open}>
      <summary>{t("touchpoint")}</summary>
      {opened.value && <Opened id={id} stands={stands} />}
    </details>
  );
}

function Opened(props: { id: string; stands: string }) {
  const late = part.use();
  return late && <late.Touchpoint {...props} />;
}

const month = new Late(() => import("./month.tsx"));

/** How flows were kept in an agent's month: asked for when it is opened. */
export function FlowMonth({ agent, month: of }: { agent: string; month: string }) {
  const opened = useSignal(false);
  return (
    <details class="flow-month-fold" onToggle={(event) => opened.value ||= event.currentTarget.open}>
      <summary>{t("touchpoint.month")}</summary>
      {opened.value && <OpenedMonth agent={agent} month={of} />}
    </details>
  );
}

function OpenedMonth(props: { agent: string; month: string }) {
  const late = month.use();
  return late && <late.FlowMonth {...props} />;
}
