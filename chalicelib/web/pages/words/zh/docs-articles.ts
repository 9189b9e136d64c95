/** 接口文档：知识库文章。 */
export const words = {};

export const operations = {
  list_articles: "角色所及的文章，最近修改的在前；到期复审的按日期先后",
  write_article: "新建文章：草稿，读者还看不到",
  read_article: "一篇文章正在修改的内容",
  change_article: "修改正在写的内容，读者看到的不变；同时修改其他字段的也保留",
  send_article_picture: "为文章的一张图片申请上传位置",
  add_article_picture: "图片已上传：正文可用 `![说明](picture:<file_id>)` 显示；一天后仍无处使用的会删除",
  preview_article: "一段文字在读者页面上的样子，由同一处生成",
  read_article_settings: "文章的设置",
  change_article_settings: "修改文章的设置：自己写的能否自己发布，多久复审一次",
  send_article_to_review: "提交审核并通知审核人；重复无妨",
  send_article_back: "退回修改，并告知作者要改什么",
  publish_article: "发布草稿：读者从此看到它，成为不再改变的一版",
  archive_article: "归档：读者不再看到；重复无妨",
  take_article_back: "从归档取回，成为草稿；重复无妨",
  list_editions: "发布过的各版，新的在前，以及各版有何变化",
  read_edition: "发布过的一版，保持当时的样子",
  compare_editions: "一版（或正在修改的内容）与先前一版相比的变化",
};

export const problems = {
  wrong_state: "文章目前的状态不能这样做。",
  second_person_needed: "自己写的文章需要由另一人审核发布。",
  pictures_full: "这篇文章的图片已达上限。",
};

export const shapes = {
  WordingForm: "标题和 Markdown 正文；不写的不变，两者都为空则删除该语言。",
  WriteArticle: "`plan_keys`：给哪些方案的访客看；空为全部方案。",
  ChangeArticle: "不写的不变；`version`：读到的版本，不符时得到 409 和现在的内容。",
  SendToReview: "`reviewer_id`：请谁审核，须有发布权限；不写则为先前的审核人，或不指定。",
  SendBack: "`note`：要改什么，最多 500 字。",
  PublishArticle: "`version`：看到的版本。`changes`：有何变化，最多 500 字。",
  PreviewMarkdown: "`body`：Markdown。",
  AddArticlePicture: "`file_id`：为这篇文章上传的图片。",
  ChangeArticleSettings: "不写的不变。",
  WordingView: "`body`：Markdown。",
  ArticleSummaryView: "`titles`：各语言的标题；`number`：读者看到的是第几版。",
  ArticleView:
    "正在修改的内容。`number`：读者看到的是第几版，null 为没有。`written_by`：上次发布以来修改过的人。`pictures`：可以显示的图片。",
  EditionSummaryView: "`titles`：各语言的标题。",
  EditionView: "发布时的内容，不再改变。",
  DifferenceLineView: "任一版中的一行。`kind`：两版都有，只在后一版，或只在前一版。",
  ComparedWordingsView: "一种语言的前后对照。",
  ComparisonView: "任一版所有的每种语言有何变化。",
  ArticlePreviewView: "`html`：读者会看到的内容，可以安全地显示。",
  ArticleSettingsView: "`second_person`：自己写的由别人发布；`review_days`：发布后多少天复审（0：不自动）。",
};
