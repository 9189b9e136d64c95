/** What a customer agreed to, on the card: fetched when it is opened first. */
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";

const part = new Late(() => import("./agreements.tsx"));

export function AgreementsPart({ visitorId }: { visitorId: string }) {
  const isOpen = useSignal(false);
  return (
    <details class="custom-fields" onToggle={(event) => isOpen.value = event.currentTarget.open}>
      <summary>{t("agreements.title")}</summary>
      {isOpen.value && <Whole visitorId={visitorId} />}
    </details>
  );
}

function Whole(props: { visitorId: string }) {
  const late = part.use();
  return late ? <late.Agreements {...props} /> : <p class="card-word" role="status">{t("card.loading")}</p>;
}
