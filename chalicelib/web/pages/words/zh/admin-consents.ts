/** The administration: editions of what visitors agree to, in Chinese. */
export const words = {
  "consents.title": "同意条款的历次版本",
  "consents.intro": "每次修改条款并保存，都会产生新的一版，之前的版本不会改变；访客会被再询问一次。",
  "consents.none": "尚未向访客询问过。",
  "consents.edition": "第 {number} 版",
  "consents.now": "当前",
  "consents.before": "开始保留版本之前",
  "consents.desk": "系统",
  "consents.agreed": "{count} 人同意",
  "consents.refused": "{count} 人不同意",
  "consents.lost": "这一版的原文当时未单独保留，可在当时的会话中查看。",
  "consents.nothing": "自这一版起不再询问。",
  "consents.compare": "与第 {number} 版比较",
};
