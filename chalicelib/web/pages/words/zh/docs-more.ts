/** 接口文档：搜索，以及请求和回答中的数据的第二部分。 */
export const words = {
  "room.search": "搜索",
};

export const shapes = {
  Prechat:
    "`name`、`email`、`mobile`：off、optional 或 required。`choices`：从中选择一项；没有则不问。`consent`：语言 → 需要同意的文本；没有则不需要。`consent_version` 随每次修改递增，即版本号；`kept_since`：从哪一版起保留原文，0 为从下一次修改起。`consent_optional`：不同意者也照常接待；否则以 `refusal`（语言 → 文字）告知。",
  PrechatView:
    "第一条消息之前询问什么：各项为 off、optional 或 required，从 choices 中选择一项，以及同意版本为 `consent_version` 的文本。`consent_optional`：不同意者也照常接待；否则以 `refusal` 告知。",
  Transfer: "会话交给谁，附带给对方的话。`anyway`：组内没有人在时也转。",
  Page: "`next` 是下一页的 `cursor`；null 表示这是最后一页。",
  AccountView: "`low`：余额低于设置中的下限，或不够一条短信。",
  AddressView: "`undeliverable`：bounces（退信）、complains（投诉），或 null：可以发信。",
  FoundLine: "`side`：谁说的，或顾客的哪一项；`seq`：会话中的条目，0 为无。",
  SignatureView: "以邮件发出的回复下面的几行；`version`：还没有时为 0。",
  ChangeSignature: "`version`：所修改的那个版本；不填则不论哪个版本。",
  MessageView: "`masked`：文字中的辱骂已遮盖；`as_written`：原文，仅给有权限的人。",
  OverviewView: "某个号码或地址下已知的一切，最新的在前；`more`：还有更多没有显示。",
  FoundView:
    "`about`：会话、顾客、留言、回访或工单的编号，由 `kind` 说明。不属于任何方案或访客的工单，`plan_key` 或 `visitor_id` 为空；`agent` 为其处理人。",
  LackView: "缺少的一项，用文字说明；`about` 为相关客服、组或方案的编号，或为空。",
  AgentView:
    "接口所示的客服；`serving` 是其进行中的会话数。`locked_until`：因登录失败锁定到何时，仅管理员查看该账号时给出，否则为 null。`picture`：头像在 `/pictures/{picture}`。`erased_at`：何时起除了曾有此人之外不再保存任何信息。",
  AnswerPreview: "`limit`：短信答复最多的字符数。",
  AnswerView: "`notices` 仅在查看单条留言时给出；`undelivered`：所有通知都无法送达。",
  Fault:
    "第一处与封存时不同的地方：在 `day` 的第 `number` 个封印中，有对应记录时为 `audit_id`；`at` 是它在日志中的位置。",
  SealedDay: "一天的查验结果：封印涵盖的操作数 `acts`、最后的 `chain`，以及这一天是否已 `ended`。",
  Audited: "一次操作：`act` 是操作名，`about` 是操作对象的 id，`before` 和 `after` 是 JSON。",
  ChangeCampaign: "未填的保持不变。",
  ChangeRule: "未填的保持不变。",
  ChangeHours: "`weekly`：未列出的星期为休息。",
  ChangeLimits: "陌生人多久能做多少次：见 `plans.model.Limits`。",
  ChangeLook: "未填的保持不变，方案的其他部分也一样；列表和一周的时间整体替换。",
  ChangeSurvey: "`reasons`：null 表示使用内置的原因。",
  Colleague: "客服之间能看到的信息。",
  Drift:
    "客服记录与事实不符之处：记录缺少的 id 和多出的 id。`parked_missing` 和 `parked_extra`：访客已离开、不占名额的会话中缺少的和多出的。`total_was` 和 `total_is`：记录的和实际决定的分配次数；一致时为 null。",
  Empty: "不能带任何内容的请求体或查询。",
  Reply:
    "`file_id`：随消息发送的文件，此时文字可以为空；`quote`：所回复的消息的编号。`heeded`：客服之前写了、但没有发出的禁语。",
  Heeded: "客服的界面在发送前发现的禁语，按 id：`replaced` 已换成更好的说法，`stopped` 被拦截。",
  ChangeMessage: "`seq`：哪条消息；`text`：新的内容；null：撤回。",
  EntryView:
    "`quote`：所回复的消息；`about`：所修改或撤回的消息。`revised`：最近一次修改它的记录，`text` 为现在的内容；`masked`：客服看到的是遮盖后的辱骂，`as_written` 为原文，仅给有权限的人；`withdrawn`：已撤回，没有内容。`former`：原来的内容，仅有权限的客服可见。`mentions`：备注提到的人。`until`：搁置到何时。`form`：第一条消息之前填写的内容，仅客服可见。`via`：访客通过哪类渠道写的。",
  WriteNote: "`mentions`：应当阅读的同事的 id。",
  SnoozeFor: "`until`：何时回来；null：访客来信时。访客来信随时使其回来。",
  Block: "从此刻起不再接待的访客，到某个时间为止（null：永久）；由谁、为什么，供客服查看。",
  VisitorMessage: "`page`：写这条消息时所在的页面。`file_id`：随消息发送的文件，此时文字可以为空。",
  ChoosePicture: "`file_id`：已上传的图片，最大 300 KB，每边不超过 1,024 像素。",
  SendFile: "`size`：字节数。`preview`：页面为图片生成的小图（JPEG）的字节数，没有则不填。",
  FormView: "以 `multipart/form-data` 提交到这里：`fields` 原样照填，最后以 `file` 附上内容。",
  LinkView: "至少十分钟有效的地址。`preview_url`：小图的地址，没有则为空。",
  ScannerView: "每个文件由谁检查，以及用于签名的密钥；为空则不检查。",
  FilesView: "除文字外可以发送什么：种类和大小上限（MB）；没有种类则不能发送。",
  Identity: "网站如何为其用户作证：为此方案签名的 `token`（JWT），或用户的 `id` 及其 `hash`（HMAC-SHA256，十六进制）。",
  SignOut: "`everywhere`：不只收回此令牌，而是该访客的全部令牌。",
  RegisterVisitor: "`identity`：网站证明的访客身份。",
  Registered: "`proven`：令牌属于网站所证明的客户。",
  AddIdentityKey: "`way`：HS256 或 RS256 用于令牌，HMAC 用于用户 id 的散列。`public_key`：PEM，仅 RS256 需要。",
  Mention: "会话的第 `seq` 条提到了某人：由谁所写，访客是谁。不含内容。",
  ExpectedView:
    "预计还要等候多久，按近期被接待者的等候时间估计；`most_minutes` 为 null：说不出最多多久。`words`：同样的内容，用访客的语言。",
  FieldError: "请求中的一个字段，以及用文字说明的错误。",
  FiguresPage: "`total`：所查时间段的合计，从 `from` 到 `to`，按服务台的日历。",
  FiguresView: "`callbacks_in_time`：在到期前打出第一次电话，无论结果；`callbacks_reached`：最终联系到了客户。",
  FollowUpView:
    "`in_time`：在最初的期限前打出第一次电话，无论结果；`outcome` 说明是否联系到客户。`next_at`：下次联系的时间；已完成的，则为 `following_id` 的到期时间。`channel`、`broken_at`、`kept` 属于承诺；尚待兑现时 `kept` 为 null。",
  PlanFollowUp:
    "`kind` 为 promise：答应了什么（`script`），以何种 `channel`；`about`：在哪个会话或工单中答应的，即为其客户；否则由 `visitor_id` 说明。",
  PromiseView: "客服的话里答应了什么（就能读懂的而言）：何时之前，以何种方式。",
  ReplyView: "`promise`：若像是承诺，答应了什么；并不因此记下。",
  ChangeWatch: "问题多久未回复、客服或访客离开多久之后怎样处理，以秒为单位；null 为不启用。",
  ConversationView:
    "`asked_at`：访客尚未得到回复的第一句话的时间；`warn_at` 起提醒，`late_at` 起为超时。`left_at`：访客何时离开；`takes_slot`：是否占用客服的接待名额。`agent_away`：客服不在线。`snoozed`：已搁置，到 `snoozed_until` 为止（null：直到访客来信）；`back_at`：搁置结束的时间，直到有人发言。`needs_category`：方案要求结束时选择分类；`category_id`：所归的分类。`verified`：访客的身份已核对；null：还没有人核对。`via`：访客最近一次通过哪个渠道联系；null：网页。",
  CountView: "有多少人在排队（可能是几秒前的数字）；`more`：最多数到 10000 人，之后还有人。",
  EntriesPage: "`agent_away`：负责该会话的客服目前不在线。`typing`：对方有人正在输入；`read`：对方读到的最后一条。",
  InboxView:
    "`gone`：不再属于自己、也不再排队的会话 id。`cursor`：下次请求时带上。`more_waiting`：列出的之后还有人在排队。`mentions`：提到自己而尚未阅读的备注，最新的在前。`announcements`：自己还没有确认的公告。",
  Limits:
    "足够一个地址后面的整家公司使用；每个方案可单独设置。`…_by_visitor`、`…_by_address`（IPv6 的 /64 网段算一个）、`…_by_plan`：每小时最多多少次；消息为一个会话每分钟最多多少条。`waiting_by_address`：同一地址同时排队的数量。`idle_minutes`：访客没有动静后，已回复的会话保留多久（0：一直保留）。`notices_by_recipient`：十分钟内逐条通知的留言数，其余合并通知。`sms_by_day`：该方案每天发往 `sms_countries` 号码的短信数（ISO 3166；未填：方案时区所在的国家）。`marks`：双方是否能看到对方正在输入、已读到哪里。`file_kinds`：除文字外可以发送什么（空：都不能），`file_megabytes`：大小上限；`files_by_sender`：一位访客或客服每小时的文件数。`reopen_days`：会话结束后多少天内可以重新打开（0：不可以）；`reopen_by_visitor`：其间访客的下一句话继续原来的会话，而不是开始新的会话。`mask_abuse`：客服看不到访客所写的辱骂（对此后开始的会话生效）。`replaces`：写下的内容保存之前即遮盖的号码类型，任何人都无法再查看；`stops`：客服不能通过渠道、邮件或短信发送的号码类型（均对此后开始的会话生效）。`help`：组件中显示帮助文章（访客有文章可看时）。`keep_parameters`：除 `utm_…` 外，访客页面地址中保留的查询参数。",
  Longest: "各段文字最多的字符数。",
  NoteView: "一次通话及其结果；没有结果的，是系统自己的记录。",
  OwnMessage: "留言人自己看到的留言。",
  PresenceView: "`lease_until`：若没有新的心跳，到此时别人会看到其离线。`reply`：其间告知所接待访客的话。",
  RecordCall:
    "`next_at`：结果为 `not_reached` 时是下次联系的时间（回电在 48 小时内，若方案按工作时间计算，则到其后的第一个工作时间；回访在七天内；第五次不能再填，回访随之关闭）。结果为 `reached` 或 `solved` 时，是对该客户的下一次回访，随之安排。承诺的结果为 kept（已兑现）、broken（未兑现）或 not_reached。",
  RecountView: "检查了多少个 `agents`，以及谁的记录有误。",
  SurveyView:
    "`callback_in_time`：在到期前打出第一次电话，无论结果；`callback_reached`：联系到了客户。回电关闭之前两者都未知。`masked`：辱骂性词语已被遮盖；`as_written`：回答的原文，只给有权查看的人。",
  Watch:
    "以秒为单位；null 为不启用。`warn_seconds`：问题多久未回复开始提醒；`move_seconds`：多久之后转给有空的同事。`absent_seconds`：客服离开多久之后，已回复的会话在访客没有再发言时也转出。`left_seconds`：访客最后一次响应多久之后，会话不再占用客服的接待名额。",
  WaitingView:
    "`place` 是排队位置，从 1 开始，`ahead` 是前面的人数；不在排队时为 null。`place_more`：前面的人比这更多，只数到这里为止。`expected`：依据不足或无人在线时为 null。",
  WholeNotice: "`html`：短信为 null。",
  WidgetConfig:
    "`online`：营业中并且有人在线。`opens_at`：由时间决定时，何时营业。`monitoring`：客服能否看到网站访客：`everybody` 为所有访客，`consent` 为页面告知已同意的访客，null 为不看。`prechat`：首次发言前要问的内容，null 为不问。`icon`：方案自己的图标，相对于客服系统的地址；`look.picture` 若为上传的图片也是如此。`dressed`：不只是一个普通图标，由加载器另取的部分显示。`holding`：出现异常，访客开始前会看到同名的文字；null 为没有。`suggests`：何时向访客展示可能合适的知识。`help`：有文章可看。`notices`：有可以订阅的主题。",
  NewCategory: "`order`：在同级中的次序；不填则排在最后。",
  ChangeCategory: "未填的保持不变；`parent_id` 为 null 则成为顶级。归档分类之下的也视为归档。",
  CategoryView: "`open`：可以归入；它和它的上级都没有归档。",
  FillPhrase: "`language`：文字的语言，用于问候语和日期。",
  Close: "`category_id`：分类树中的分类；`category`：用文字说明的分类。`record`：做了什么。",
  NewRecord: "问题、处理步骤、结果、后续。",
  RecordBody: "未填的保持不变。`version`：还没有记录时为 0。",
  RecordView: "`version`：还没有填写时为 0。",
  SheetView: "`zh` 和 `en`：所归分类及其上级，顶级在前；`category`：随会话保存的文字。`score`：访客评分，1 到 5。",
  PhraseView: "`shelf`：own（自己）、company（公司），或组的 id。`initials`：标题读音的首字母，用于查找。",
  NewUnsaid:
    "`words`：都不可以说的词；`exceptions`：可以含有它们的较长的词。`replaces`：建议就是更好的说法。`plans`：适用的方案的键；不填则适用于全部。",
  AddedUnsaid: "`added`：原来没有、这次添加的条数。",
  NewPhrase: "`shortcut`：斜杠后输入的字符。",
  ChangePhrase: "未填的保持不变。",
  ImportPhrases: "`csv`：首行为列名的文件。`dry_run`：只说明每一行会怎样。",
  SaidOn:
    "当天含有禁语的回复数，按类型；含有两类的两类都计入。`replaced`、`stopped`：换成更好的说法或被拦截之后才发出的。",
  ChangeUnsaid: "未填的保持不变。",
  ImportedView: "`written`：新增或修改的条数；试运行时，为将会的条数。",
  CreateAgent: "密码为 `temporary` 时，对方须先自己设置密码。不填密码时，会按 `language` 发送邀请。",
  Invite: "再次邀请时使用的语言。",
  UpdateAgent: "未填的保持不变；`temporary` 针对新的 `password`。",
  CreateGroup: "组长是成员，无论是否列在其中。`department_id`：归属的部门；`-` 为无。",
  NameDepartments: "全部部门，按其顺序；没有 `department_id` 的是新部门。",
  NamedDepartment: "一个部门的名称；没有 `department_id` 的是新部门。",
  DepartmentView: "一个部门及其名称。",
  DepartmentsView: "全部部门，按其顺序。",
  UpdateGroup: "未填的保持不变。",
  ChoosePresence: "选择 `busy` 或 `break` 时可带 `reply`：其间访客来信，自动告知一次；不填则保持原样，为空则不告知。",
  HandoverOf: "一个会话的去向。",
  Handover: "`to`：转给同事（`agent_id`）、客服组（`group_id`）、回到队列，或结束。`note` 给接手的人。",
  SetPresence: "选择 `offline` 时：`conversations` 逐个说明会话的去向，`others` 为其余全部会话的去向。",
  LeaveMessage: "表单加上请求的名称：相同 `client_id` 只存一次。`consent`、`declined`：同意的，或不同意的条款版本。",
  PresenceChosen:
    "`lease_until`：若没有新的心跳，到此时别人会看到其离线。`reply`：其间告知所接待访客的话。`outcomes`：各会话的结果。",
  OutcomeView: "一个会话的结果。`agent`：现在由谁接待；`gone`：早已不属于其接待。",
  LeftOpen: "要离开的人仍在接待的会话。`since`：从何时起；`unanswered`：最后一句是访客说的，或尚未得到其回复。",
  Outcome:
    "一个会话的结果：`agent` 为现在的接待人；`refused`：仍在原处，原因见 `code` 和 `detail`；`gone`：早已不属于其接待。",
  ReplayView: "`conversations` 和 `decisions`：为此读取了多少。",
  RoutingOutcomeView:
    "来访者中：多少人得到接待（`served`），其中多少人等待超过一秒（`waited`），多少人放弃；以及一半、九成和全部得到接待的人在多少秒内接通。",
  ReplayedAgentView: "先到该客服的会话数：实际为 `was`，重算为 `would_be`。",
  TicketView:
    "一个文件的上传位置：十五分钟内用 `form` 上传，报告已上传，然后在消息中写上 `file_id`。`preview`：小图的上传表单。",
  FileView:
    "`size`：字节数；`width`、`height`：图片的像素。`preview`：是否有小图。`state`：ready 可用；quarantined 病毒检查尚未通过；infected 或 removed 已不存在。",
  IdentityKeyView: "`key_id`：令牌的 `kid`。`secret`：只向添加者显示一次。",
  OwnConversationView: "`closed_at`：进行中为 null；`last_text`：最后一句话的开头。",
  VisitView: "一次访问。`device`：如 Chrome · Windows，由浏览器自述得出，原文不保存。",
  CustomerNoteView: "`edited_at`：作者最后一次修改的时间；`version`：修改了多少次。",
  FormerNoteView: "备注从那时起的内容，直到换成下一个 `version` 的内容。",
  EditNote: "`version`：要修改的那个版本；不填则不论哪个版本。",
  EarlierView: "客户的一个会话。`in_reach`：读者是否可以阅读；不可阅读的只显示其存在，`last_text` 为 null。",
  RatingView: "会话的评价：`about` 是会话的 id。辱骂性词语会被遮盖。",
  GroupView:
    "`attributes`：网站须证明的访客属性，符合者才由该组接待。`archived`：不再接收新会话。`department_id`：归属的部门；`-` 为无。",
  NeedingPlan: "归档后将没有组可接待的方案，或其首选项指向该组的方案。",
  CopyGroup: "副本的名称；其余与原组相同。",
  ChoosePlanPicture: "`file_id`：已上传的图片，最大 300 KB，边长不超过 1024 像素。",
  Pictures:
    "为方案上传的图片：自己的图标（`icon`），以及名片上的图片（`card`），显示在窗口顶部、留言页和评价页，代替 `look.picture`。null：没有。",
  CopyPlan: "副本的名称；其余与原方案相同。",
  StartConversation:
    "第一条消息、写下它的页面，以及来源。`file_id`：随消息发送的文件，此时文字可以为空。`form`：方案在此之前询问的内容。`help`：此前在帮助中搜索和看过什么，客服可见。",
  FilledForm:
    "方案在第一条消息之前询问的内容：访客是谁、所选项的 id，以及所同意的文本的版本，或不同意的版本（`declined`）。",
  FilledView:
    "访客在第一条消息之前填写的内容：所选的事项，以及所同意的文本及其版本，均为访客当时看到的文字；还有此前在帮助中搜索了什么（`question`）、看过哪些文章（`articles`，标题）。",
  FirstChoiceBody: "`group_id`：选择此项的访客由哪个组接待；null：与方案的其他访客相同。",
  FirstChoice: "访客的来意，语言 → 名称；以及由哪个组接待（null：与其他访客相同）。",
  ChangePrechat:
    "访客发送第一条消息之前询问什么：off（不问）、optional（选填）或 required（必填）；见 `plans.model.prechat`。",
};

export const details = {
  beat: "刚登录的客服（管理员除外）从第一次心跳起在线；中断之后的心跳恢复之前所选的状态。",
  change_password: "弱密码会被拒绝并给出 `reason`；尝试当前密码与登录一样计数。",
  create_agent: "不填密码时，会发送一封邀请邮件，对方通过其中七天内有效的链接设置密码。",
  read_widget_config:
    "带上 `page`（页面地址）和 `level`（网站已知的客户级别），则回答是否有人接待这样的访客；两者从不被拒绝，不成立的视为未知。内容没有变化时，`If-None-Match` 得到 304。",
  register_visitor:
    "带上 `identity`：令牌属于网站所证明的客户；同时带着令牌来的访客，若其身份尚未被证明，其历史并入该客户。",
  transfer: "`anyway`：组内无人在线时也让访客在该组排队。",
  list_categories: "内容没有变化时，`If-None-Match` 得到 304。",
  list_unsaid: "内容没有变化时，`If-None-Match` 得到 304。",
  list_records: "某页可能较短而后面还有。查看者记入审计日志。",
  list_complaints: "某页可能较短而后面还有。查看者记入审计日志。",
  list_phrases: "内容没有变化时，`If-None-Match` 得到 304。",
  replay: "最多 31 天、2,000 个会话。",
  set_presence: "下线时说明每个会话的去向；有会话无法移交时，客服保持忙碌，留下这些会话。",
};

export const parameters = {
  "Idempotency-Key": "请求自己的名称：一天内再次发送，得到与第一次相同的回答。",
};
