/** What the administration says of the targets of figures, in Chinese. */
export const zh = {
  "figures.save": "保存统计设置",
  "figures.targets": "统计目标",
  "figures.targets.hint": "每项应在多少秒内完成；留空则没有目标。统计里会显示目标和达标比例。",
  "figures.seconds": "秒",
  "field.contact_days": "重复来访的天数",
  "figures.contact_days.hint": "结束后在这么多天内为同一分类再次来访，不算首次解决。1 至 90。",
  "field.kept_days": "明细保留天数",
  "figures.kept_days.hint": "更早的明细会被删除，统计数字一直保留。35 至 3660。",
};
