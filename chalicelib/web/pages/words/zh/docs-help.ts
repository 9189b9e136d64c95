/** 接口文档：帮助文章的搜索、阅读与反馈。 */
export const words = {};

export const operations = {
  find_articles: "最能回答问题的文章，最相关的在前，最多十篇；中文也可以用拼音或首字母",
  rebuild_articles_index: "由后台任务重建文章索引；建好之前仍使用原来的索引",
  search_help: "最能回答问题的文章，最多八篇；不提问则为最常看的",
  tell_vain_question: "说明提问之后没有打开任何文章，便于编辑了解缺什么；同一问题每天只算一次",
  read_help: "此方案访客可以阅读的一篇文章",
  judge_help: "说明正在阅读一篇文章，或它是否有帮助：每一版一次，可以更改",
  list_vain_questions: "某方案访客没有找到答案的问题，问得最多的在前",
  list_articles_usage: "文章在某月的使用情况；带 `only` 时某页可能较短而后面还有",
  list_article_feedback: "访客对一篇文章的反馈，新版本的在前；只答了有无帮助的也在其中",
};

export const shapes = {
  AskedInVain: "提问之后没有打开任何文章。",
  HelpNoted: "已记录。`helped`：访客认为文章有无帮助；null 为没有说。",
  HelpArticle:
    "访客看到的文章。`html`：正文，其中没有任何可以运行的内容；指向其他文章的链接为 `#` 加其编号，图片地址相对于本系统地址。`address`：文章页面的地址，同样是相对的。",
  HelpBefore: "访客咨询前在帮助中做了什么：最后搜索的问题，以及看过的文章编号。",
  HitView: "能回答问题的文章。`number`：第几版；`language`：以哪种语言回答；`excerpt`：文中相关的一段。",
  NoteHelp: "`helped`：只是在阅读时为 null；之后说明是否有帮助，也可以写几句话。",
  HelpSaidView: "一位访客对某一版的反馈。",
  UsageView: "一篇文章在某月被打开多少次，多少次有帮助、多少次没有。",
  VainView: "一个没有找到答案的问题（不含号码和邮箱），以及被问了多少次、其中多少次什么也没找到。",
};
