/** 保密协议。 */

export const words = {
  "agreement.dialog": "请先阅读并接受保密协议",
  "agreement.why": "接受之后才能查看客户信息。手上的会话和已输入的内容都会保留。",
  "agreement.reading": "正在加载…",
  "agreement.version": "第 {version} 版，{since} 起生效",
  "agreement.yes": "我已阅读并同意遵守以上协议",
  "agreement.accept": "接受并继续",
  "agreement.again": "重试",
  "agreement.failed.agreement_not_asked": "协议刚刚更新，请阅读新的内容。",
  "agreement.failed.no_answer": "无法连接客服台，请重试。",
  "agreement.failed.other": "没有成功，请重试。（{code}）",
};
