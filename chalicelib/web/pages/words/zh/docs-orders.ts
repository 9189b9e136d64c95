/** 接口文档：网店的订单，以及核对客户身份。 */
export const words = {
  "room.orders": "订单与身份核对",
};

export const operations = {
  list_shop_keys: "向方案的网店提问时签名所用的密钥，不含其中的秘密",
  add_shop_key: "添加一个密钥，与其他密钥一起签名；秘密只在此回答中出现一次",
  retire_shop_key: "停用密钥：不再用它签名；重复请求等于一次",
  list_orders: "客户的订单和账户，由网店此刻（或几秒前）告知；不作任何保存",
  read_identity_check: "核对身份时可以问客户什么；绝不含预期的答案",
  tell_order_state: "告知订单的状态；订阅者按其偏好的渠道收到，每个状态一次，迟到的旧状态不再通知",
  check_identity: "比对客户所说的内容；每个会话每天次数有限，不说明哪一项有误",
};

export const problems = {
  no_shop: "该网站没有接入网店",
  customer_unproved: "不知道这位访客是哪位客户",
  shop_unavailable: "网店没有按约定回答",
  identity_unverified: "请先核对客户的身份",
  identity_check_locked: "核对次数已用完，暂时不能再核对",
  nothing_to_check: "没有足够的资料可供核对",
};

export const shapes = {
  AccountLineView: "网店告知的客户账户的其他内容。",
  ChangeShop: "向谁询问订单，等多久，回答保留多久，以及事先核对什么。",
  CheckIdentity: "`answers`：客户所说的内容，按 `fact_id`。`order_number`：按订单号查询时，所涉及的订单。",
  CheckView:
    "`wanted`：方案要求核对之后才显示订单。`verified`：null：还没有人核对，或时间已久。`facts` 中须说对 `needed` 项；`tries_left`：该会话剩余的次数。",
  CheckedView: "由谁、何时、用什么核对。",
  Fact:
    "可以问客户什么，语言 → 名称。`source`：由谁知道：网店在回答的 `facts` 中以此 id 告知，或网站证明的手机号、邮箱。`way`：须完全一致，或只比对最后四位数字。",
  FactBody: "可以问客户什么：见 `plans.model.shop`。",
  CheckFactView: "可以问客户什么，语言 → 名称。`way`：完全一致，或最后四位数字。",
  LogisticsView: "货物在哪里，用网店的文字。",
  OrderView: "一个订单，用网店的文字。",
  OrdersView: "`at`：网店何时告知。",
  CheckOutcomeView: "`passed`：所说的全部正确，会话从此注明。",
  RefundView: "退款进展，用网店的文字。",
  TellOrder:
    "`user`：方案的网站对其的称呼；空：只告知订阅了这个订单的人。订单的 `state`、货物所在的 `parcel`、退款的 `refund`，用网店的文字；未填的即未说。`at`：何时起；未填：此刻。",
  ToldOrder: "`news`：其中哪些是新的；其余的不通知任何人。",
  Shop:
    "`url`：向谁询问客户的订单（空：不问）。`seconds`：等多久；`kept_seconds`：回答在多少秒内可供其他人查看（0：不保留）。`facts`：客服核对客户身份时比对的内容，其中须说对 `needed` 项。`check_first`：核对之前不显示订单。",
  PlanName:
    "`color`：组件的颜色，#rrggbb，用来区分各方案的会话。`archived`：不再有新的会话。`orders`：会话旁可以查看客户的订单，或核对其身份。",
  ShopKeyView: "`secret`：只向添加者显示一次。",
  VerifiedView: "由谁、何时、用什么核对了访客的身份。",
};
