/** What a visitor is asked before they send numbers, in Chinese. */
import type { Kind } from "../../desk/sensitive.ts";
import type { CautionWords } from "../en/caution.ts";

const NAMES: Record<Kind, string> = {
  id_card: "身份证号",
  bank_card: "银行卡号",
  phone: "电话号码",
  email: "邮箱地址",
};

export const words: CautionWords = {
  title: "确定发送号码吗？",
  about: (kinds: Kind[]): string =>
    `消息中有${kinds.map((each) => NAMES[each]).join("、")}。为了您的信息安全，请仅在办理业务需要时发送。`,
  edit: "返回修改",
  send: "仍然发送",
};
