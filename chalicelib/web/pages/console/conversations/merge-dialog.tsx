/** The question which other visitor is the same, with what would come together; fetched when it is asked. */
import { useMemo, useRef } from "preact/hooks";
import { tail } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { FoundView, MergePreview, VisitorView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { Email, Fact, Mobile, Moment } from "./facts.tsx";
import { Merging } from "./merging.ts";

/** The customer after they were merged; null: they were not. */
export const askWhoIsTheSame = (visitor: VisitorView, plan: string): Promise<VisitorView | null> =>
  openDialog<VisitorView>((close) => <MergeDialog visitor={visitor} plan={plan} close={close} />);

const nameOf = ({ name, visitor_id: id }: VisitorView): string => name ?? t("visitor.unnamed", { tail: tail(id) });

interface DialogProps {
  visitor: VisitorView;
  plan: string;
  close: (customer: VisitorView | null) => void;
}

function MergeDialog({ visitor, plan, close }: DialogProps) {
  const merging = useMemo(() => new Merging(visitor, plan), []);
  const { preview, trouble } = merging;
  return (
    <Dialog title={t("merge.title", { name: `\u2068${nameOf(visitor)}\u2069` })} onClose={() => close(null)}>
      {preview
        ? <Preview merging={merging} preview={preview} close={close} />
        : <Finding merging={merging} close={() => close(null)} />}
      {trouble && <p class="note error" role="alert">{trouble}</p>}
    </Dialog>
  );
}

function Finding({ merging, close }: { merging: Merging; close: () => void }) {
  const words = useRef<HTMLInputElement>(null);
  const { others, busy } = merging;
  const find = (event: Event) => {
    event.preventDefault();
    if (words.current!.value.trim()) void merging.find(words.current!.value);
  };
  return (
    <form onSubmit={find}>
      <p>{t("merge.body")}</p>
      <label class="field">
        <span>{t("merge.words")}</span>
        <input ref={words} type="search" maxLength={100} dir="auto" autocomplete="off" />
      </label>
      {others && (
        <ul class="customer-list" aria-label={t("merge.others")}>
          {others.map((other) => (
            <Other
              key={other.about}
              other={other}
              choose={() => void merging.choose(other.about)}
            />
          ))}
        </ul>
      )}
      {others?.length === 0 && <p class="card-word" role="status">{t("merge.nobody")}</p>}
      <div class="dialog-buttons">
        <Button onClick={close}>{t("cancel")}</Button>
        <Button submits kind="primary" disabled={busy}>{t("merge.find")}</Button>
      </div>
    </form>
  );
}

const Other = ({ other, choose }: { other: FoundView; choose: () => void }) => (
  <li>
    <button type="button" onClick={choose}>
      <span class="customer-head">
        <bdi>{other.visitor_name ?? t("visitor.unnamed", { tail: tail(other.about) })}</bdi>
        <Moment at={other.at} />
      </span>
      <span class="customer-text" dir="auto">{other.lines.map(({ text }) => text).join(" · ")}</span>
    </button>
  </li>
);

interface PreviewProps {
  merging: Merging;
  preview: MergePreview;
  close: (customer: VisitorView | null) => void;
}

function Preview({ merging, preview, close }: PreviewProps) {
  const { kept, other, becomes, conversations, more, visits, notes } = preview;
  const merge = async (event: Event) => {
    event.preventDefault();
    const customer = await merging.merge();
    if (customer) close(customer);
  };
  return (
    <form onSubmit={merge}>
      <p>{t("merge.preview", { kept: `\u2068${nameOf(kept)}\u2069`, other: `\u2068${nameOf(other)}\u2069` })}</p>
      <p>{t("merge.brings", { conversations: more ? `${conversations}+` : conversations, visits, notes })}</p>
      <h3>{t("merge.becomes")}</h3>
      <dl class="facts">
        <Fact name={t("person.name")}>{nameOf(becomes)}</Fact>
        <Fact name={t("person.level")}>{t(`level.${becomes.level}`)}</Fact>
        <Fact name={t("card.mobile")}>{becomes.mobile && <Mobile number={becomes.mobile} />}</Fact>
        <Fact name={t("card.email")}>{becomes.email && <Email address={becomes.email} />}</Fact>
        <Fact name={t("customer.tagged")}>{becomes.tags.join(", ")}</Fact>
        <Fact name={t("customer.visits")}>{becomes.visits}</Fact>
        <Fact name={t("card.first_seen")}>
          <Moment at={becomes.first_seen_at} />
        </Fact>
      </dl>
      <p class="note">{t("merge.alone")}</p>
      <div class="dialog-buttons">
        <Button onClick={merging.back}>{t("merge.back")}</Button>
        <Button submits kind="primary" disabled={merging.busy}>{t("merge.confirm")}</Button>
      </div>
    </form>
  );
}
