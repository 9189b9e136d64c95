/** What is asked before the first message, in Chinese. */
import type { PrechatWords } from "../en/prechat.ts";
import { words as consent } from "./consent.ts";

export const words: PrechatWords = {
  ...consent,
  locale: "zh-CN",
  title: "开始咨询之前",
  choice: "您想咨询什么？",
  name: "称呼",
  mobile: "手机",
  email: "邮箱",
  optional: (label) => `${label}（选填）`,
  go: "开始咨询",
  check: (count) => `请检查标出的 ${count} 处内容。`,
  needed: "请填写此项。",
  choose: "请选择一项。",
  longName: (most) => `最多 ${most} 字。`,
  wrongName: "有无法使用的字符。",
  wrongMobile: "手机号码不正确，请检查；其他国家或地区的请以 + 和国家代码开头。",
  wrongEmail: "邮箱地址不正确，请检查。",
};
