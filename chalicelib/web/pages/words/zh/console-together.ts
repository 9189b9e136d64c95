/** What the console says about people and working together, in Chinese. */

interface Count {
  count: number;
}

export const zh = {
  "elsewhere.why": "您的角色不接待会话，因此这里没有您的工作台。",

  "people.title": "同事",
  "people.failed.agent_away": "{name} 不在工作台上，无法设置状态。",
  "people.failed.forbidden": "{name} 不在您可以管理的范围内。",
  "people.failed.no_answer": "没有连接上服务器，请重试。",
  "people.failed.other": "{name} 的状态没有修改成功。（{code}）",

  "away.add": "设置自动回复",
  "away.change": "自动回复已开",
  "away.about": "您忙碌或小休时，正在接待的访客发来消息，会自动收到一次这段话。",
  "entry.away_reply": "{agent}：{text}",

  "level.vip": "VIP",
  "level.gold": "金卡",
  "level.silver": "银卡",
  "level.normal": "普通",

  "moves.label": "转接与挂起",
  "moves.transfer": "转接",
  "moves.invite": "邀请",
  "moves.hold": "挂起",
  "moves.resume": "恢复",
  "moves.leave": "退出协助",
  "moves.reassign": "改派",
  "moves.take_over": "接管",
  "moves.failed": "{what}没有成功：{why}",
  "moves.failed.category_needed": "方案要求先选择问题类别：请打开会话结束它，或另选去处。",
  "moves.failed.nobody_else": "这个组里没有其他客服，请换一个组或选择一位同事。",
  "moves.failed.nobody_free": "这个组现在没有人在线。请换一个人，或让会话在此等候。",
  "moves.failed.agent_full": "对方的接待量已满。",
  "moves.and": "、",
  "moves.have_room": "{words}以下同事有空：{names}",
  "moves.failed.agent_away": "对方当前不是“在线”状态。",
  "moves.failed.already_theirs": "会话已经由对方接待。",
  "moves.failed.already_there": "对方已经在会话中。",
  "moves.failed.too_many_guests": "协助的人数已达上限。",
  "moves.failed.conversation_closed": "会话已结束。",
  "moves.failed.conversation_taken": "会话已由其他客服接待。",
  "moves.failed.not_answered": "请先回复访客，再挂起会话。",
  "moves.failed.not_taken": "会话已回到排队中。",
  "moves.failed.not_yours": "会话已不由您接待。",
  "moves.failed.not_a_guest": "您已不在此会话中协助。",
  "moves.failed.not_found": "这位同事或这个组已经不存在。",
  "moves.failed.forbidden": "您没有这项权限。",
  "moves.failed.no_answer": "没有连接上服务器，请重试。",
  "moves.failed.other": "{detail}（{code}）",
  "take_over.full.title": "超出您的接待上限，仍要接管？",
  "take_over.full.body": "您正在接待 {count} 个会话，上限 {capacity} 个。",
  "take_over.full.confirm": "仍然接管",

  "entry.form": "咨询前填写：{what}",
  "entry.form.help": "咨询前在帮助中心：{what}",
  "entry.form.asked": "搜索了“{question}”",
  "entry.form.read": "看过 {titles}",
  "entry.form.consent": "已同意条款（第 {version} 版）",
  "entry.form.declined": "未同意条款（第 {version} 版）",
  "wall.whisper": "悄悄提示客服",
  "wall.whisper.hint": "访客看不到",
  "wall.whisper.send": "提示",
};
