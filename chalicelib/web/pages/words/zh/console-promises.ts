/** 客服的话像是承诺时客服台的提示，中文。 */

export const words = {
  "promise.label": "您的承诺",
  "promise.ask": "记为承诺：{time} {channel}？",
  "promise.by.phone": "回电",
  "promise.by.sms": "发短信",
  "promise.by.email": "发邮件",
  "promise.by.chat": "答复",
  "promise.channel": "方式",
  "promise.keep": "记下",
  "promise.drop": "不是承诺",
  "promise.keys": "记下承诺",
  "promise.kept": "已记下，{time}前会提醒您。",
};
