/** What the console says about searching, in Chinese. A test holds that both languages have the same keys. */

export const words = {
  "search.title": "搜索",
  "search.words": "内容、姓名、电话或编号",
  "search.go": "搜索",
  "search.kind": "范围",
  "search.kind.any": "全部",
  "search.kind.conversation": "会话",
  "search.kind.customer": "顾客",
  "search.kind.message": "留言",
  "search.from": "从",
  "search.to": "到",
  "search.busy": "正在搜索…",
  "search.nothing": "没有找到。刚说的话约一分钟后可以搜索到",
  "search.failed": "搜索没有成功，请稍后再试",
  "search.more": "更多结果",
  "search.refused.q": "请换一个更具体的词：太常见的字词不能单独搜索，一次最多八个词",
  "search.refused.until": "结束日期早于开始日期",
};
