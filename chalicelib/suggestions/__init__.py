"""Articles at the side of a conversation, and conversations that become articles (E2).

**Suggestions.** What a visitor wrote last brings the three best articles: to whoever sees the conversation, and, where
the plan says so, to the visitor who waits in the queue or comes while nobody is there. Each article is counted by month
and side as shown, opened, inserted, helped: once of each for a conversation. What a drafting assistant would add has
one place, ``model.drafting``.

**Proposals.** Whoever sees a conversation proposes it as a new kind of question: a title, an answer, and the entries it
is from. A conversation is proposed once. An editor makes an article's draft of it, joins it to an article, or declines
with a reason; one of them does, and the proposer is told.

Table ``suggestions``, hash ``key``, range ``order``:

- a proposal: its id, which is made of the conversation's, and ``proposal``. ``by_state`` and ``by_author`` list them:
  an index names them, the table says how they stand. Of the conversation it keeps numbers of entries, not their words.
- ``uses#<article>#<month>#<shard>``, one of four by the conversation: ``u#<side>#<kind>#<conversation>``, a use, which
  is there once and goes after 420 days; and ``sum``, what the uses come to, which ``by_month`` lists.
"""
