/** The channel of a conversation: fetched once one is opened whose customer writes elsewhere. */
import { Late } from "../../desk/late.ts";
import type { OpenConversation } from "../conversations/open.ts";

const line = new Late(async () => {
  const module = await import("./line.tsx");
  await module.isSpoken();
  return module;
});

export function ChannelLine(props: { open: OpenConversation }) {
  const late = line.use();
  return late ? <late.ChannelLine {...props} /> : null;
}
