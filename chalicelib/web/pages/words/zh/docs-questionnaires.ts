/** 接口文档：问卷，以及按日期、按等级的回访计划。 */
export const words = {
  "room.questionnaires": "问卷",
};

export const operations = {
  list_questionnaires: "全部问卷及已发布的版本",
  read_questionnaire: "一份问卷及其草稿",
  save_questionnaire_draft: "保存草稿，可以是未完成的",
  publish_questionnaire: "发布草稿，此后按它提问",
  read_questionnaire_report: "问了多少人、答了多少人，每个问题的结果：合计，以及按一个维度分列",
  list_questionnaire_responses: "报表背后的回答，新的在前；一页可能较短而后面还有",
  read_questions: "一次回访里要问的问题，以及已经记下的回答",
  save_answers: "记下客户目前的回答，或全部回答；重复提交等于一次",
  send_questionnaire: "把问卷链接发给客户，只发一次",
};

export const shapes = {
  CampaignPreview:
    "`count`：现在符合的客户数（按日期的算未来三十天）；`more`：至少这么多；`passed`：到期但不打扰的；`first`：最先回访的客户。",
  RunView: "`passed`：到期但没有安排的客户数，因为不久前回访过或不在对象之内；`is_full`：名额用完而结束。",
  PreviewCampaign: "一个活动会怎样规定。",
  AnsweringView: "一次回访里要问的问题和目前的回答。`version`：回答的版本，0 为还没有回答；`sent_at`：链接发出的时间。",
  AskedChoice: "可选的一项。",
  AskedChoiceShown: "可选的一项。",
  AskedIf: "只有前面某题选了其中一项，或数值在这个范围内，才问这一题。",
  AskedIfShown: "只有前面某题选了其中一项，或数值在这个范围内，才问这一题。",
  AskedQuestion: "`lowest`、`highest`：量表或数值的范围，空为不限。`page`：第几页，从 1 起。",
  AskedQuestionShown: "`lowest`、`highest`：量表或数值的范围，空为不限。`page`：第几页，从 1 起。",
  LowAnswer: "需要回访的回答：选了其中一项，或数值不高于此。",
  LowAnswerShown: "需要回访的回答：选了其中一项，或数值不高于此。",
  PublishQuestionnaire: "`version`：读到的版本；发布的就是看到的。",
  QuestionnaireDefinition: "一份问卷问些什么；`intro` 与 `thanks` 在问题之前和之后。",
  QuestionnaireDefinitionShown: "一份问卷问些什么；`intro` 与 `thanks` 在问题之前和之后。",
  QuestionnaireLine: "`published`：正在使用的版本号；空为没有发布。",
  QuestionnaireReport: "`questions`：问过的各版本的问题，用最新的说法。",
  QuestionnaireResponse: "`masked`：辱骂的话已遮盖。`page`：填到第几页。",
  QuestionnaireView: "一份问卷已发布的版本及其草稿。",
  SaveAnswers: "`answers`：目前的全部回答。`done`：已全部答完。`version`：读到的版本，0 为还没有回答。",
  SaveQuestionnaireDraft: "`version`：读到的版本；0 加上新的编号为新建问卷。",
};

export const problems = {
  questionnaire_over: "问卷已填写过，或已过有效期",
  questionnaire_unpublished: "问卷还没有发布",
  no_questionnaire_draft: "没有可以发布的草稿",
};
