/** One's own data, in Chinese. */
import type { DataWords } from "../en/data.ts";

export const words: DataWords = {
  locale: "zh-CN",
  title: "我的数据",
  intro: "您可以获取我们保存的与您有关的数据，或要求删除。我们会在三十天内处理。",
  loading: "正在加载…",
  notLoaded: "暂时无法显示。",
  tryAgain: "重试",
  export: "获取我的数据",
  erase: "删除我的数据",
  about: {
    export: "您将获得我们保存的与您有关的全部数据：对话、文件和联系方式。我们需要先确认是您本人。",
    erase:
      "您写下的内容、文件和联系方式都会被删除，无法恢复。我们需要先确认是您本人；开始删除之前，您仍可联系我们取消。",
  },
  go: "继续",
  cancel: "取消",
  sent: (to) => `验证码已发送到 ${to}，请在此填写。`,
  code: "验证码",
  confirm: "确认",
  again: "重新发送",
  sending: "请稍候…",
  open: "打开我的数据",
  file: (number, count) => (count > 1 ? `下载第 ${number} 部分（共 ${count} 部分）` : "下载"),
  minutes: "链接十分钟内有效。",
  kinds: { export: "获取数据", erase: "删除数据" },
  states: {
    asked: (due) => `已收到，我们会在 ${due} 前答复`,
    under_way: "正在处理",
    ready: (until) => `已备好，可在 ${until} 前下载`,
    done: "已完成",
    refused: "未执行，如需了解原因请联系我们。",
    over: "已过期",
  },
  refused: {
    lost: "连接中断，请重试。",
    wrong_code: "验证码不正确，或已过期。",
    no_address: "我们没有可以发送验证码的邮箱或手机号码，请先在聊天中告诉我们。",
    not_found: "我们没有保存与您有关的数据。",
    request_in_the_way: "您已提交过同样的申请。",
    limit_reached: "操作太频繁，请一小时后再试。",
    rate_limited: "操作太频繁，请一小时后再试。",
    other: "暂时无法办理，请在聊天中联系我们。",
  },
};
