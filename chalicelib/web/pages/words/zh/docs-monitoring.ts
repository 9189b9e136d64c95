/** 接口文档：在线访客、邀请与监控大屏。 */
import * as orders from "./docs-orders.ts";

export const words = {
  ...orders.words,
  "room.monitoring": "在线访客与大屏",
};

export const operations = {
  ...orders.operations,
  report_page: "有人正在浏览页面：经同意，每分钟一次，以及换页时；回答其收到的邀请",
  accept_invitation: "接受邀请并说第一句话：与邀请人开始会话；重复请求等于一次",
  dismiss_invitation: "拒绝邀请：方案规定的天数内不再打扰；重复请求等于一次",
  list_live_plans: "各方案网站上有多少在线访客，限于自己接待的方案；每页十个方案",
  list_live_visitors: "某方案网站上的在线访客；某页可能较短而后面还有",
  invite_visitor: "邀请网站上的访客与自己会话",
  read_invitations: "每条规则及手动邀请的人数与结果，本月和上月",
  list_wall_groups: "权限内各组的数据，每页十组",
  watch_group: "客服组的实时情况：排队、进行中的会话、客服；`everybody` 为全体",
  watch_plan: "方案的实时情况：其访客的排队、接待的客服、进行中的会话",
  list_ended_conversations: "已结束的会话，按客服、组、方案和日期；某页可能较短而后面还有",
};

export const problems = {
  ...orders.problems,
  already_invited: "访客已收到邀请",
  already_talking: "访客已在会话中",
  invitation_declined: "访客不希望被邀请",
  invitation_over: "邀请已失效",
  visitor_gone: "访客已离开网站",
};

export const shapes = {
  ...orders.shapes,
  Beat: "页面告知有人在浏览。`language`：浏览器的语言，如 zh-CN；`shown`：当前展示的邀请的编号。",
  BeatenView: "`beat_after_ms`：方案（不再）监控访客时为 null。`invitation`：null，或当前的邀请。",
  ChangeMonitoring: "客服是否看到网站访客、是否须经同意，以及方案主动邀请谁。",
  InvitationFigures: "本月和上月。",
  InvitationRule:
    "方案邀请谁：在页面停留 `seconds` 秒、地址符合 `pages`（* 代表任意内容；不填为所有页面）、来访至少 `visits` 次、级别为 `levels`（不填为不限）、网站证明其符合全部 `attributes`（不填为不限；未证明的都不符合）。`begins`、`ends`：只在方案时区的这段时间内，可跨午夜（不填为营业时间内）。`when_free`：仅在有客服空闲时。`texts`：语言 → 内容。",
  AttributeAsked:
    "网站所证明的一项属性：等于（`equals`）、包含（`contains`）`values` 中的内容，或为其中之一（`one_of`）。不区分大小写；数字按其数码，是与否写作 true 和 false。",
  AttributeAskedBody: "管理员所填：访客须证明的内容。",
  InvitationRuleBody: "方案主动邀请谁：见 `plans.model.monitoring`。时间如 09:00，按方案的时区。",
  InvitationState: "`rule_id`：`agent` 手动邀请时为 null。",
  LivePlanView: "`count`：读到的人数；`more`：还有更多。`seen_at`：最近一次有人活动的时间。",
  LiveVisitorView:
    "`country`：浏览器语言所属的国家（如有）。`invitation`：最近一次邀请。`declined_until`：在此之前不打扰。",
  Monitoring:
    "`active`：客服可以看到网站访客。`consent`：只看到在页面上同意的访客。`quiet_days`：拒绝邀请的访客多久之内不再被邀请。",
  OfferView: "访客收到的邀请：`agent` 的话，或（null）方案的话。在页面停留 `after_ms` 后展示，直到 `until`。",
  RuleFigures: "`rule_id`：by_hand 为客服手动邀请。",
  AnswersView:
    "`since`：最早一个尚未答复的问题提出的时间；`late`：到此时已应答复而未答复的数量；`more`：还有会话没有查看。",
  StaffView: "所在池前列客服的状态；`serving` / `capacity`：在岗客服的接待情况。",
  WaitsView: "`since`：等待最久者从何时开始等待；`more`：后面还有人在等。",
  WallConversation: "`unanswered_since`：第一条无人回复的消息；从 `warn_at` 起提醒，从 `late_at` 起超时。",
  WallTotal: "本页各组合计，每个会话、每位客服只计一次。",
  WallPage: "`total`：这些组的合计；后面可能还有别的组。",
  WallGroup: "`name`：全体（方案未指定任何人）时为 null。",
  WallView:
    "`queue`：排在前面的访客。`conversations`：这些客服进行中的会话，未回复最久的在前；`more_open`：还有未查看的其他会话。",
};
