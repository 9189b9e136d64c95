/** 接口文档：推荐的知识，以及从会话提议知识。 */
export const words = {
  "room.suggestions": "知识推荐与提议",
};

export const operations = {
  suggest_articles: "针对访客最近所写，最合适的三篇知识",
  note_article_use: "知识在会话旁被展示、打开、插入或有帮助；每个会话各计一次",
  read_article_text: "一篇知识的内容，按写入会话的样子",
  list_article_uses: "一个月里推荐过的知识用得怎样",
  recount_article_uses: "按记录重新计算一篇知识一个月的数",
  suggest_to_visitor: "给排队中或无人接待时的访客最合适的三篇知识；方案未开启则没有",
  note_visitor_use: "知识向访客展示、被打开或有帮助；各计一次",
  propose_article: "把看得到的会话提议为一类新问题；同一会话只有一条提议",
  list_own_proposals: "自己的提议及其结果，新的在前",
  mark_proposal_seen: "表示已看过自己提议的结果；重复无妨",
  read_proposal_of_conversation: "看得到的会话有没有被提议过",
  list_proposals: "某一状态的提议，限角色所及的同事；一页可能较短而后面还有",
  read_proposal: "一条提议，以及角色所及时会话中的原话",
  decide_on_proposal: "写成知识草稿、并入已有知识或不采纳；提议人会收到一次通知",
};

export const problems = {
  proposal_decided: "这条提议已经处理过了。",
};

export const shapes = {
  NoteUse: "这些知识在会话中有此用处。",
  NoteVisitorUse: "这些知识有此用处，在自己的会话中，或不在会话中。",
  RecountUses: "`month`：如 2026-11。",
  SuggestionView: "可能合适的一篇知识。`number`：第几版；`language`：以哪种语言；`draft`：可以怎样写；空为就是其内容。",
  SuggestionsView: "`seq`：看到访客的第几条记录，0 为没有；最合适的在前。",
  ArticleTextView: "写入会话的样子，不带标记。`language`：以哪种语言；`plan_keys`：对哪些方案的访客，空为全部。",
  UsesView: "一篇知识一个月里在多少个会话中对客服和访客有用。`titles`：已发布的各语言标题；空为已归档。",
  RecountedUsesView: "`wrong`：原来不对，已更正。",
  Sums: "在多少个会话中被展示、打开、插入（限客服）、有帮助。",
  Suggests: "`while_waiting`：排队时；`while_away`：无人时，在留言表单旁。",
  ChangeSuggests: "何时向访客展示知识。",
  ProposeArticle: "`first`、`last`：来自哪些记录，最多 50 条；不写为最后 50 条。",
  DecideOnProposal: "`article_id`：并入哪篇知识。`reason`：理由，不采纳时必填。",
  ProposalDecisionView: "`article_id`：写成的草稿，或并入的知识。",
  ProposalView: "`first`、`last`：来自哪些记录。`seen_at`：提议人何时看过结果。",
  WholeProposalView: "`excerpt`：这些记录现在的内容；null 为会话不在角色所及之内。",
  ProposalLineView: "会话中的一句，能认出是谁的内容已遮盖。",
  ProposalOfView: "`proposal`：null 为还没有被提议过。",
};
