/** Whether a conversation shall really end, in Chinese. */
import type { EndingWords } from "../en/ending.ts";

export const words: EndingWords = {
  title: "结束本次会话？",
  about: "结束后，您可以随时开始新的会话。",
  yes: "结束会话",
  no: "继续聊",
  wait: "还有消息正在发送，请稍后再试。",
  trouble: "操作未成功，请再试一次。",
};
