/** 接口文档：公告与统一口径。 */
export const words = {
  "room.announcements": "公告",
};

export const operations = {
  list_announcements: "发给自己的公告，现行的或归档的；一页可能不满，后面仍有",
  read_announcement: "一则公告的内容，以及自己是否已确认",
  list_announcement_editions: "发布过的各版，新的在前，注明改了什么",
  confirm_announcement: "确认已读这一版；重复提交只算一次，以第一次的时间为准",
  list_kept_announcements: "自己管理的，或发给自己组员的公告；一页可能不满，后面仍有",
  write_announcement: "起草一则公告",
  read_kept_announcement: "一则公告的全部内容与设置",
  change_announcement: "修改草稿",
  remove_announcement_draft: "丢弃草稿；重复提交只算一次",
  publish_announcement: "发布草稿，立即生效，或到时间生效",
  publish_announcement_edition: "发布新的一版；需要时请已读的人重新确认",
  withdraw_announcement: "撤回，不再有效",
  archive_announcement: "归档，仍可查到",
  list_announcement_readers: "现在的受众中，在自己权限范围内的：谁已确认，谁还没有",
  preview_announcement: "这些文字会怎样显示；不保存",
  read_announcement_readers_sheet: "同上，用于电子表格的文件",
  announce_minutes: "由纪要生成公告草稿，纪要从此注明其地址；重复提交只算一次",
};

export const problems = {
  announcement_unread: "请先阅读并确认紧急公告",
  announcement_over: "公告当前的状态不允许这样做",
  edition_moved: "有更新的一版需要阅读",
  too_many_announcements: "同时有效的公告太多",
};

export const shapes = {
  AgreedAnswerForm:
    "`texts`：统一口径，按语言；都不填即没有。`article_id`：详见哪篇文章；`phrase_ids`：已有的相关常用语。`shelf`：生效期间作为常用语放在哪里，`company` 或组的 ID，不填则不放。",
  AgreedAnswerView: "统一口径，按语言。",
  AnnounceMinutes: "标题用哪种语言。",
  AnnouncementAudience: "所有人，或这些组、这些角色的人。",
  AnnouncementConfirmed: "何时确认，确认的是哪一版。",
  AnnouncementEditionView: "发布过的一版，不再更改。",
  AnnouncementInList: "读者看到的一则公告；`confirmed_at`：上次确认的时间，`unread`：还需确认。",
  AnnouncementPreview: "不会执行任何内容的 HTML。",
  AnnouncementView:
    "`html`：内容，不会执行其中任何东西。`reason`：为何不再有效。`confirmed_edition`：上次确认的是哪一版。`article`：统一口径详见的文章，读者可见时才有。",
  AudienceView: "发给谁。",
  ChangeAnnouncement: "没有填的不变，填 null 的清除。`version`：所见的版本，需要时填写。",
  ConfirmAnnouncement: "`edition`：读的是哪一版。",
  EndAnnouncement: "`reason`：为何不再有效。",
  KeptAnnouncementInList: "管理的一则公告；`may_change`：由自己管理，而不只是查看。",
  KeptAnnouncementView:
    "`body`：Markdown，`html`：显示的样子。`version`：每次修改加一。`source`：由什么生成，为其 ID。",
  KeptAnnouncementsPage: "一页公告；`time_zone`：客服台的时区，生效与失效按它的时钟。",
  LinkedArticle: "读者可见的一篇文章：各语言的标题，以及给哪些方案的访客（没有则为所有）。",
  NewAnnouncementEdition:
    "已发布的公告的新一版：同修改，另有 `changes`：改了什么，给读过的人看；`read_again`：请他们重新确认。",
  PreviewAnnouncement: "Markdown。",
  PublishAnnouncement: "`version`：所见的版本。",
  ReadCountsView: "现在的受众中，在自己权限范围内的人数。",
  ReadersPage: "一页读者，按工号；以及总人数。",
  ReadersSheet: "用于电子表格的文件。",
  ReaderView:
    "`edition`、`at`：上次确认的是哪一版，何时；null 为没有确认。`done`：已确认所要求的一版。`reached`：现在仍是受众。",
  UnreadAnnouncements:
    "自己还没有确认的公告：有多少（`many`，`more` 表示不止），其中紧急的（`urgent`）要先确认才能接入下一个会话，提醒过多少（`reminded`）。",
  UrgentAnnouncement: "还没有确认的一则紧急公告。",
  WriteAnnouncement:
    "`effective_at`：何时生效，null 为发布即生效。`expires_at`：何时失效，null 为一直有效。`remind_hours`：这么多小时后提醒还没有确认的人，0 为不提醒。",
};
