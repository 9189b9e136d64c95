/** 接口文档：推荐的知识，以及从会话提议知识。 */
export const words = {
  "room.suggestions": "知识推荐与提议",
};

export const operations = {
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
  ProposeArticle: "`first`、`last`：来自哪些记录，最多 50 条；不写为最后 50 条。",
  DecideOnProposal: "`article_id`：并入哪篇知识。`reason`：理由，不采纳时必填。",
  ProposalDecisionView: "`article_id`：写成的草稿，或并入的知识。",
  ProposalView: "`first`、`last`：来自哪些记录。`seen_at`：提议人何时看过结果。",
  WholeProposalView: "`excerpt`：这些记录现在的内容；null 为会话不在角色所及之内。",
  ProposalLineView: "会话中的一句，能认出是谁的内容已遮盖。",
  ProposalOfView: "`proposal`：null 为还没有被提议过。",
};
