/** 接口文档：接触点矩阵。 */
export const words = {
  "room.touchpoints": "接触点",
};

export const operations = {
  read_touchpoint_map: "一个品牌的业务与渠道矩阵：每个接触点的编码、流程、责任组、缺口，以及一个月的数字",
  change_touchpoint_map: "修改业务、渠道、品牌，或会话与工单归入接触点的规则",
  read_touchpoint: "一个接触点及其流程",
  change_touchpoint: "修改责任组、流程草稿，或是否办理",
  publish_touchpoint_flow: "把草稿发布为流程，立即或从某一时刻起生效；已按其他版本判定的不变",
  list_touchpoint_versions: "一个接触点的流程版本，新的在前",
  read_touchpoints_csv: "矩阵的表格文件，分部分读取",
  import_touchpoints: "从文件导入矩阵，或先逐行说明会怎样；重复无妨",
  read_touchpoint_beside: "会话或工单归入哪个接触点，那里要做什么，每个步骤做得怎样",
  correct_touchpoint: "说明归入哪个接触点；此后计入那里，并保持不变",
  list_touchpoint_agents: "角色所及的每位客服的一个月：会话、工单、规范率",
  read_touchpoint_results: "一个接触点或一位客服的一个月：规范率，以及哪些步骤多少次没有做到",
  list_touchpoint_contacts: "计入那里的会话与工单，新的在前；一页可能较短而后面还有",
};

export const shapes = {
  ChangeTouchpoint: "不写的不变。`group_id` 为 null：没有责任组；`draft` 为 null：不再有草稿。`version`：读到的版本。",
  ChangeTouchpointMap: "不写的不变，每个列表都是完整的。`version`：读到的版本。",
  CorrectTouchpoint: "`code`：接触点的编码；null 为按规则归入。`version`：读到的版本。",
  FailedStepView: "一个步骤多少次没有做到。",
  FlowCheckView: "系统自己看得到的步骤。`usual`：默认时限，单位为 `unit`，空为没有时限。`late`：会话结束后仍可能完成。",
  ServiceFlow: "`kind`：acceptance 受理、enquiry 查询、check 核对、advice 咨询、complaint 投诉。",
  ServiceFlowShown: "`kind`：acceptance 受理、enquiry 查询、check 核对、advice 咨询、complaint 投诉。",
  ImportTouchpoints: "`csv`：首行为列名的文件。`dry_run`：只说明每行会怎样。",
  ImportedMapView: "`written`：修改了多少个接触点；试运行时为会修改多少个。",
  MapCellView:
    "矩阵中的一个接触点。`flow_version`：现在生效的版本，null 为没有；`steps`：最新版本的步骤数。`numbers`：角色不及全部时为 null。",
  MapNumbersView: "`rate`：规范率，即 `judged` 判定完毕的会话中做到全部步骤的比例，0 到 1；没有则为 null。",
  MapPart: "一项业务（`code` 为业务编号）、一个渠道或一个品牌，及其名称。",
  MapPartShown: "一项业务（`code` 为业务编号）、一个渠道或一个品牌，及其名称。",
  FlowStep: "做什么。`check`：系统怎样看出来（空为看不到）；`limit`：时限，不写为默认。",
  FlowStepShown: "做什么。`check`：系统怎样看出来（空为看不到）；`limit`：时限，不写为默认。",
  StepBesideView: "一个步骤，两种语言。`state`：做得怎样，null 为系统看不到。",
  TouchpointAgentsView: "`month`：所问的月份。",
  TouchpointBesideView:
    "会话或工单归入哪里，那里要做什么。`code`：`none` 为没有归入；`by`：谁更正的。`businesses` 等：可以选择的。",
  TouchpointCellView: "一个接触点及其流程：最新版本、草稿、现在生效的版本。",
  TouchpointContactView:
    "计入的一个会话或工单。`failed`：没有做到的步骤。`source`、`plan_key`、`category_id`：规则据以归入的内容；`by`：谁更正的。",
  TouchpointCsvPart: "文件中的若干行；`next`：下一部分的游标，null 为最后一部分。",
  TouchpointMapView: "一个品牌的矩阵和一个月的数字；`none`：没有归入任何接触点的。",
  TouchpointResultsView: "一个接触点或一位客服的一个月，限于角色所及。",
  PublishServiceFlow: "`valid_from`：null 为立即生效。`version`：读到的版本：发布的就是看到的。",
  PlacingRule:
    "这样的方案、来源和分类（不写为不限）归入什么渠道、品牌、业务，至少写一项。`source`：会话的来源（web、app 等），工单则为其会话的来源，或 offline、phone、hand、api。分类包括其下级。",
  PlacingRuleShown:
    "这样的方案、来源和分类（不写为不限）归入什么渠道、品牌、业务，至少写一项。`source`：会话的来源（web、app 等），工单则为其会话的来源，或 offline、phone、hand、api。分类包括其下级。",
};
