/** 接口文档：值班。 */
export const words = {
  "room.oncall": "夜间与假日值班",
};

export const operations = {
  list_rotas: "值班表：何时由谁值班，以及现在由谁值班；最多二十张",
  create_rota: "新建值班表，适用于某些组或整个工作台",
  read_rota: "一张值班表",
  change_rota: "修改值班表；未填的保持不变，每个列表须给出全部",
  delete_rota: "删除值班表；呼叫记录保留；重复请求只算一次",
  list_calls: "一个月的呼叫，最新的在前：通知了谁、由谁接受、结果如何",
  read_own_calls: "自己是否被呼叫，或已接受的呼叫",
  accept_call: "接受呼叫；两人同时接受时先到者得；重复请求只算一次",
  read_own_mobile: "自己值班时接收短信的手机号",
  change_own_mobile: "修改自己值班时接收短信的手机号",
  read_mobile: "一位客服值班时接收短信的手机号",
  change_mobile: "修改一位客服值班时接收短信的手机号",
};

export const shapes = {
  CallView:
    "`kind` 与 `thing_id`：因何开始：访客在等待（会话）、离线留言或紧急工单。`told`：依次通知了谁。`why`：无人接受时如何结束。`next_at`：何时通知下一位。",
  ChangeMobile: "空：没有。`version`：读到的版本，已不同则拒绝。",
  MobileView: "E.164 格式；null：没有。",
  ToldInCall: "`leads`：因值班人员均未接受，作为主管被通知。",
  Override: "这段时间由这些人值班，而不按每周班次。",
  OverrideShown: "这段时间由这些人值班，而不按每周班次。",
  OwnCallsView: "通知了自己而尚无人接受的呼叫，以及自己一小时内接受的。",
  RotaForm: "未填的保持不变。`version`：读到的版本。",
  RotaView: "`now`：此刻依次呼叫谁。",
  Turn:
    "在这些星期（0 为周一），或 `on_holidays` 时在法定节假日代替当日班次；从当天的某一分钟到另一分钟，超过 1440 为次日。`agent_ids`：依次呼叫谁。",
  TurnShown:
    "在这些星期（0 为周一），或 `on_holidays` 时在法定节假日代替当日班次；从当天的某一分钟到另一分钟，超过 1440 为次日。`agent_ids`：依次呼叫谁。",
};

export const problems = {
  call_taken: "其他人已先接受该呼叫",
  call_over: "该呼叫已无需处理",
  too_many_rotas: "值班表数量已达上限",
};
