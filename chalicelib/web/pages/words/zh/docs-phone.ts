/** 接口文档：通话。 */
export const words = {
  "room.phone": "通话",
};

export const operations = {
  list_phone_calls: "权限范围内的通话，最新的在前；一页可能较短而后面仍有",
  register_phone_call: "登记一通电话：成为一个会话，或并入进行中的会话",
  suggest_for_call: "来电者可能是谁：按此号码以前的通话，限权限范围内",
  read_phone_call: "一通电话，供能看到其会话的人",
  correct_phone_call: "更正登记的内容，未填的保持不变；记入审计日志，并在会话中显示给客服",
  play_recording: "几分钟内可收听其录音的地址；每次收听都记入审计日志",
  ask_for_recording: "为上传一段录音申请位置：MP3 或 M4A，不超过 30 MB",
  recording_arrived: "录音已上传，进行检查；重复请求只算一次",
  receive_phone_call: "电话系统为 `phone` 类渠道发来的一通电话，同一 `call_id` 只存一次",
};

export const details = {
  receive_phone_call: "再次发来而内容不同的，以系统最后所知（`told_at`）为准。签名与消息相同：`X-Deskbell-Signature`。",
};

export const shapes = {
  AskForRecording: "要上传的录音：名称与字节数。",
  CallRecord: "咨询问题、处理过程、处理结果、后续安排。",
  CorrectCall: "未填的保持不变；`recording_url` 为空则去掉录音。`version`：读到的版本，已不同则拒绝。",
  GivenCall:
    "电话系统所述的一通电话。`call_id`：它自己的编号，相同的只存一次，可再次发来：时长、改为已接听、录音等；以系统最后所知为准（`told_at`，不填则按签名时间）。`agent`：接听者的工号或邮箱；无人接听则不填。",
  NewCall:
    "`number`：客户号码，未显示则为空。`at`：开始时间，不填表示刚刚结束。`visitor_id`：已知的客户；`conversation_id`：其进行中的会话，通话并入其中。`name`：未知客户的姓名。`recording_url` 或 `recording_file_id`：录音。",
  OpenConversation: "进行中的会话，通话可以并入其中。",
  PhoneCallView:
    "`agent`：通话的客服；null：无人接听。`by_system`：由电话系统发来。`has_recording`：有录音，有权限者可收听。`callback_id`：因无人接听而安排的回拨。",
  PlayRecording: "`inspection_id`：在哪次质检中收听。",
  PlayView: "录音的收听地址，以及有效至何时。",
  ReceivedCall: "它成为的通话及其会话。",
  SuggestedView: "`number`：保存的号码形式。`visitor_id`：以前用此号码来电的人；null：权限范围内没有。",
};

export const problems = {
  unknown_call: "没有这通电话",
  no_recording: "这通电话没有录音",
  other_plan: "该会话属于另一个客服方案",
};
