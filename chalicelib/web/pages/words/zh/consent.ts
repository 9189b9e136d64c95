/** Agreeing to a plan's text, or not, in Chinese. */
import type { ConsentWords } from "../en/consent.ts";

export const words: ConsentWords = {
  agree: "我同意",
  disagree: "我不同意",
  mustAgree: "需要您同意后才能继续。",
  mustSay: "请选择是否同意。",
  changed: "内容已更新，请重新阅读。",
  otherwise: "如果我不同意？",
  refusal: "不同意时，我们无法在这里接收您填写的内容，请通过其他方式联系我们。",
  asked: "需要您同意的内容",
};
