/** How a customer wishes to be written to, on the card: fetched when it is opened first. */
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import type { VisitorView } from "../../desk/operations.ts";
import type { OpenConversation } from "../conversations/open.ts";

const part = new Late(() => import("./wishes.tsx"));

export function WishesPart(props: { open: OpenConversation; visitor: VisitorView }) {
  const isOpen = useSignal(false);
  return (
    <details class="custom-fields" onToggle={(event) => isOpen.value = event.currentTarget.open}>
      <summary>{t("wishes.title")}</summary>
      {isOpen.value && <Whole {...props} />}
    </details>
  );
}

function Whole(props: { open: OpenConversation; visitor: VisitorView }) {
  const late = part.use();
  return late ? <late.Wishes {...props} /> : <p class="card-word" role="status">{t("card.loading")}</p>;
}
