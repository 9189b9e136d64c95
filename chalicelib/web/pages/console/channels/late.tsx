/** The channel of a conversation: fetched once one is opened whose customer writes elsewhere. */
import { Late } from "../../desk/late.ts";
import type { OpenConversation } from "../conversations/open.ts";

const line = new Late(async () => {
  const module = await import("./line.tsx");
  await module.isSpoken();
  return module;
});

interface AtMessage {
  conversationId: string;
  seq: number | null;
}

/** Above a message's words: the letter that it came in; nothing until the channel is there. */
export function LetterHead({ conversationId, seq }: AtMessage) {
  const late = line.there;
  return late && seq !== null ? <late.LetterHead conversationId={conversationId} seq={seq} /> : null;
}

/** Below them: what is folded away, or what became of the letter. */
export function LetterFoot({ conversationId, seq }: AtMessage) {
  const late = line.there;
  return late && seq !== null ? <late.LetterFoot conversationId={conversationId} seq={seq} /> : null;
}

export function ChannelLine(props: { open: OpenConversation }) {
  const late = line.use();
  return late ? <late.ChannelLine {...props} /> : null;
}
