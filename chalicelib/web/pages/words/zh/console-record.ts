/** 结束会话时的归类与记录。 */

export const words = {
  "close.title": "结束这个会话？",
  "close.body": "结束后双方都不能在此会话中继续发言，访客再次留言会开始新的会话。",
  "close.unsent": "还有 {count} 条回复没有送达，结束后将无法送达。",
  "close.confirm": "结束会话",
  "close.category": "问题类别（选填）",
  "close.category.needed": "问题类别",
  "close.category.unknown": "请从列表中选择，或留空。",
  "close.category.missing": "请先选择问题类别。",
  "close.category.hint": "输入文字，或用 ↑ ↓ 和 Enter 选择。选“垃圾消息”或“事故”的不邀请评价。",
  "record.title": "咨询记录",
  "record.propose": "结束后，把这个问题提议为新知识",
  "record.problem": "问题",
  "record.steps": "处理步骤",
  "record.result": "处理结果",
  "record.next": "后续安排",
  "record.none": "没有填写。",
  "record.edit": "分类与记录",
  "record.save": "保存",
  "record.refused.changed_meanwhile": "别人刚刚修改了它，请重新打开。",
  "record.refused.other": "没有成功：{message}",
};
