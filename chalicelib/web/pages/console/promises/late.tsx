/** What an agent has just promised, above the composer: fetched with the first words that look like it. */
import { Late } from "../../desk/late.ts";
import type { OpenConversation } from "../conversations/open.ts";

const part = new Late(() => import("./bar.tsx"));

export function Promised({ open }: { open: OpenConversation }) {
  return open.desk.promise.value?.about === open.id ? <Bar open={open} /> : null;
}

function Bar({ open }: { open: OpenConversation }) {
  const late = part.use();
  return late && <late.PromiseBar open={open} />;
}
