/** The daily, weekly and monthly reports that one was sent, as they were compiled. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { KeptView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Panels } from "../../kit/panels.tsx";
import { receivedOne, receivedOnes } from "./others.ts";
import { Unread, wordsOf } from "./unread.tsx";

export function Received() {
  const list = useMemo(receivedOnes, []);
  const shown = useSignal<KeptView | null>(null);
  useEffect(() => void list.first.reload(), [list]);
  if (shown.value) return <One of={shown.value} back={() => shown.value = null} />;
  if (list.first.data === null) return <Unread problem={list.first.problem} again={() => void list.first.reload()} />;
  if (list.items.length === 0) return <p>{t("received.none")}</p>;
  return (
    <>
      <ul class="received">
        {list.items.map((kept) => (
          <li key={kept.bulletin_id}>
            <button type="button" onClick={() => shown.value = kept}>
              <b>{kept.title}</b>
              <span dir="auto">{kept.scope}</span>
              <small>{dayAndTime(kept.compiled_at)}</small>
            </button>
          </li>
        ))}
      </ul>
      {list.problem && <p class="note error" role="alert">{wordsOf(list.problem)}</p>}
      {list.more && <Button disabled={list.busy} onClick={() => void list.readOn()}>{t("bulletins.more")}</Button>}
    </>
  );
}

function One({ of, back }: { of: KeptView; back: () => void }) {
  const reading = useMemo(() => receivedOne(of.bulletin_id), [of]);
  useEffect(() => void reading.reload(), [reading]);
  const { data, problem } = reading;
  return (
    <>
      <Button small icon="back" onClick={back}>{t("bulletins.back")}</Button>
      <h3>{`${of.title} · ${of.scope}`}</h3>
      {data === null
        ? <Unread problem={problem} again={() => void reading.reload()} />
        : <Panels panels={data.panels} />}
    </>
  );
}
