/** 接口文档：搜索帮助文章。 */
export const operations = {
  find_articles: "最能回答问题的文章，最相关的在前，最多十篇；中文也可以用拼音或首字母",
  rebuild_articles_index: "由后台任务重建文章索引；建好之前仍使用原来的索引",
};

export const shapes = {
  ArticlesQuery:
    "`q`：问题或其开头，中文也可以用拼音；`lang`：读者的语言。`plan_key`：只找此方案访客能看的，否则找全部已发布的。",
  HitView: "能回答问题的文章。`number`：第几版；`language`：以哪种语言回答；`excerpt`：文中相关的一段。",
};
