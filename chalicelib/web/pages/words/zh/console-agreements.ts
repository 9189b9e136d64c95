/** The console: what a customer agreed to, in Chinese. */
export const words = {
  "agreements.none": "没有请客户同意过任何条款。",
  "agreements.agreed": "已同意第 {number} 版",
  "agreements.refused": "未同意第 {number} 版",
  "agreements.where.chat": "咨询前",
  "agreements.where.form": "留言时",
  "agreements.where.api": "通过其他程序",
  "agreements.words": "条款原文",
  "agreements.lost": "这一版的原文当时未单独保留，可在当时的会话中查看。",
};
