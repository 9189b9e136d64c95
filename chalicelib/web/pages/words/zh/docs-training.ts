/** 接口文档：培训与考核。 */
export const words = {
  "room.training": "培训与考核",
};

export const operations = {
  read_my_training: "自己还需要什么、被安排了什么、持有和正在进行什么",
  list_open_courses: "任何人都可以学习的课程",
  read_course: "一门课程，以及自己的进度",
  read_lesson: "某个版本的一节内容",
  see_lesson: "表示已看过当前版本的一节；重复无妨",
  start_attempt: "开始一门课程的考核，或继续未交的那一份",
  answer_question: "保存一道题的答案，取代之前的；交卷前可以修改",
  begin_typing: "打字测试从现在起计时，或自开始时起",
  end_typing: "提交打字内容，只能一次；以系统的时钟计算",
  submit_attempt: "交卷；重复无妨。超时之后的内容不计",
  list_attempts: "角色所及的某一类答卷；一页可能较短而后面还有",
  read_attempt: "自己的或角色所及的一份答卷；未交之前没有正确答案",
  judge_attempt: "为所带成员的问答题评分；考生会收到通知",
  list_certificates: "角色所及的某一类证书；一页可能较短而后面还有",
  read_certificate: "自己的或角色所及的一张证书",
  revoke_certificate: "撤销所带成员的一张证书，写明原因",
  list_training_orders: "角色所及的某一类培训安排；一页可能较短而后面还有",
  order_training: "为所带成员安排一门课程；相同 `client_id` 只安排一次",
  read_training_order: "自己的或角色所及的一项培训安排",
  cancel_training_order: "取消一项培训安排；成员会收到原因",
  list_training_of_members: "一个客服组中谁还缺哪些课程",
  grant_training: "准许同事在缺少培训时仍接收会话，最长两周，或不再准许；记入审计日志",
  list_courses: "全部课程，包括草稿和已归档的",
  create_course: "新建一门课程，先为草稿",
  read_course_record: "一门课程及其草稿，含考核的正确答案",
  archive_course: "归档一门课程，或恢复",
  save_course_draft: "保存草稿，完成与否均可",
  discard_course_draft: "丢弃草稿；已发布的不变",
  publish_course: "发布草稿：今后按它学习，已开始的答卷保留原版本",
  preview_course: "草稿各节此刻会显示什么；不保存",
  list_requirements: "权限范围内各客服组的上岗要求",
  read_requirement: "一个客服组的上岗要求",
  require_courses: "规定一个客服组的成员须先通过这些课程才分配会话；不写课程即取消",
  try_requirement: "若这样要求，谁将不能再分配会话；不保存",
  export_training_results: "一门课程角色所及的答卷，分段导出为 CSV，连起来即为文件",
};

export const problems = {
  attempt_over: "已经交卷，或时间已到。",
  attempt_too_soon: "还没有到下一次考核的时间。",
  certificate_revoked: "这张证书已经撤销。",
  course_archived: "这门课程已归档。",
  course_unpublished: "这门课程还没有发布。",
  lessons_unseen: "请先看完全部内容。",
  no_course_draft: "没有可以发布的草稿。",
  no_quiz: "这门课程没有考核。",
  no_tries_left: "考核次数已用完。",
  nobody_left: "这样一来，该组没有人可以分配会话。",
  nothing_to_judge: "没有需要评分的内容。",
  order_open: "已经为其安排了这门课程。",
  order_over: "这项安排已经结束。",
  typing_not_begun: "打字测试还没有开始。",
  typing_over: "这段文字已经打过。",
};

export const details = {
  publish_course: "各节内容按此刻的样子保存，会话已脱敏，限于自己的权限范围。",
  see_lesson: "没有考核的课程，看完最后一节即为通过。",
};

export const shapes = {
  AnswerQuestion: "`chosen`：所选的选项，按本次答卷中的名称和次序；`text`：文字答案。",
  ArchiveCourse: "`archived`：不再列出；需要的人仍可通过。",
  AttemptLineView: "`score`：得分的百分数，评定之后才有。",
  CancelTraining: "`reason`：成员会看到。",
  CertificateView: "`counts`：现在是否有效。`score`：得分的百分数；null：课程没有考核。",
  CourseLineView:
    "列表中的一门课程。`published`：已发布版本的编号，0 为没有；`minutes`：考核限时（0 为不限）；`valid_months`：证书有效月数（0 为长期）。",
  CoursePreviewView: "各节会显示的内容。",
  CourseRecordView: "一门课程已发布的和草稿。`number`：已发布版本的编号，0 为没有；`version`：记录的修改次数。",
  CourseView:
    "学习者看到的课程。`version`：当前版本。`tried`：上次通过以来考过几次；`next_try`：何时起可以再考；`running_id`：未交的答卷。",
  CreateCourse: "课程从草稿开始，可以未完成。",
  EndTyping: "`text`：打出的文字；`seconds`：页面所计从第一个键到最后一个键的秒数。",
  GrantTraining: "`until`：null 为不再准许。`reason`：记入审计日志。",
  JudgeAttempt: "按题目给出的分数，须包括全部待评的。",
  Lesson:
    "`about`：哪篇文章、哪个常用语库（`company` 或某个组）或哪个会话。`first`、`last`：显示会话的哪些条目。`text`：自己的文字（Markdown）；在其他类型中为学习提示。",
  LessonShown:
    "`about`：哪篇文章、哪个常用语库（`company` 或某个组）或哪个会话。`first`、`last`：显示会话的哪些条目。`text`：自己的文字（Markdown）；在其他类型中为学习提示。",
  LessonLineView: "课程目录中的一节。",
  LessonView: "一节的内容。`html`：由 Markdown 生成的安全标记。",
  MarkView: "`percent`：占本题分值的百分数。",
  MemberView: "一位组员的情况。`barred`、`granted_until` 与本人所见相同。",
  MyTrainingView:
    "自己还需要什么、持有什么。`barred`：现在是否不分配会话；`lacks_from`：从何时起；`granted_until`：上级准许到何时，`granted_by` 为准许人。",
  NamedCourse: "一门课程的名称。",
  NeedView:
    "客服组要求的一门课程。`lacks_from`：从何时起缺少；null：照现状不会。`lacks`：现在是否缺少。`until`：证书有效到何时（若会到期）。",
  Option: "可选的一项，或要排序的一项。",
  OptionShown: "可选的一项，或要排序的一项。",
  OptionView: "`option_id`：在本次答卷中的名称。",
  OrderTraining: "`due_on`：最后一天，按系统日历。`cause` 和 `about`：起因的工单或质检。",
  OutView: "将不能再分配会话的人，以及会缺少什么。",
  PointsView: "`points`：0 到 100，占本题分值的百分数。",
  PreviewCourse: "按此生成各节会显示的内容。",
  PublishCourse: "`version`：读到的记录版本：发布的就是看到的。",
  Question:
    "`right`：正确的选项；`ordering` 为全部选项的正确次序。`weight`：与其他题相比的分值。`note`：结束后显示，评分人也可见。`passage`：要打的文字；`goal`：每分钟多少字得满分（非中文按词计），`least_accuracy`：正确率低于此百分数不得分。",
  QuestionShown:
    "`right`：正确的选项；`ordering` 为全部选项的正确次序。`weight`：与其他题相比的分值。`note`：结束后显示，评分人也可见。`passage`：要打的文字；`goal`：每分钟多少字得满分（非中文按词计），`least_accuracy`：正确率低于此百分数不得分。",
  Quiz:
    "`pass_mark`：及格百分数。`minutes`：限时（0 为一周）。`tries`：通过之前可考几次（0 为不限），每次距上次结束须满 `wait_hours` 小时。`shuffled`：每份答卷次序不同。`lessons_first`：看完全部内容才能开始。`shows_right`：结束后是否显示正确答案。",
  QuizShown:
    "`pass_mark`：及格百分数。`minutes`：限时（0 为一周）。`tries`：通过之前可考几次（0 为不限），每次距上次结束须满 `wait_hours` 小时。`shuffled`：每份答卷次序不同。`lessons_first`：看完全部内容才能开始。`shows_right`：结束后是否显示正确答案。",
  QuizView: "`questions`：题数；`tries`：通过之前可考几次（0 为不限）。",
  RequireCourses:
    "`course_ids`：空为取消。`begins_at`：null 为不变或立即开始。`grace_days`：此后多少天内不受影响。`version`：读到的版本。`anyway`：即使没有人剩下也这样要求。",
  RequiredView: "该组现在的要求，以及生效时谁不能分配会话。",
  RequirementView: "一个客服组的上岗要求。`binds_from`：何时起未通过者不分配；null：没有要求。",
  ResultsPartView: "文件的若干行；`next`：从哪里继续。",
  RevokeCertificate: "`reason`：持有人会看到。",
  RevokedView: "谁在何时因何撤销。",
  SaveCourseDraft: "`version`：读到的记录版本。",
  SayingView: "课程发布时的一条常用语。",
  SeenLessonsView: "已看过当前版本的哪些节。",
  SpokenView: "会话中的一句，已脱敏。`seconds`：距第一句的秒数。",
  QuizAttemptView: "`now`：系统的时钟，`deadline` 以它为准。`to_judge`：待评分的题目；`may_judge`：自己能否评分。",
  CourseDefinition: "一门课程。`valid_months`：证书有效月数（0 为长期）；`warn_days`：到期前多少天提醒持有人。",
  CourseDefinitionShown: "一门课程。`valid_months`：证书有效月数（0 为长期）；`warn_days`：到期前多少天提醒持有人。",
  TrainingGrantView: "准许在缺少培训时接收会话到何时。",
  TrainingOrderView: "`cause` 和 `about`：起因的工单或质检。`late`：已过期限，或过期之后才完成。",
  QuizQuestionView:
    "按本次答卷的次序。`unit`：打字以什么计（每分钟）。`begun_at`：从何时起计时。`chosen`、`answer`、`typed`：所答的内容。`right`、`note` 和 `mark`：结束后才有；`passage`：答题者本人在开始计时后才看得到。",
  TrialView: "`members` 位可分配的成员中，若到生效时仍未通过，`out` 中的人将不能分配；`everybody`：是否就是全部。",
  TryRequirement: "同上，仅试算。",
  TypedView: "`speed`：每分钟打对的字数；`accuracy`：正确率。`measured`：是否可能是打出来的。",
};
