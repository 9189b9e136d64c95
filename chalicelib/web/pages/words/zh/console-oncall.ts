/** 客服工作台：值班提示条的文字。 */
export const words = {
  "oncall.bar.called": "值班呼叫",
  "oncall.bar.mine": "您已接受",
  "oncall.bar.visitor": "有访客在等待，{at} 起",
  "oncall.bar.message": "有离线留言，{at}",
  "oncall.bar.ticket": "有紧急工单，{at}",
  "oncall.bar.more": "另有 {count} 个",
  "oncall.bar.accept": "接受",
  "oncall.bar.accepted": "已接受，不再通知其他人",
  "oncall.bar.failed.call_taken": "{name} 已先接受",
  "oncall.bar.failed.call_over": "已无需处理",
  "oncall.bar.failed.other": "没有成功，请再试一次（{code}）",
};
