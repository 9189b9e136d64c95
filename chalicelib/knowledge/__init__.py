"""What the desk knows how to say, and how it files what it was asked: phrases (常用语, E1), categories (咨询分类, E3),
words that must not be said (禁语, E5), and articles that answer (知识库, E2).

Table ``knowledge``, hash ``key``; each item is one record that is changed as a whole, on condition of its revision:

- ``phrases#company``, ``phrases#group#<id>``, ``phrases#agent#<id>``: a shelf with all its phrases, at most 300 in 320
  KB. Whoever answers reads their own, those of their groups and the company's in one request, however many there are;
  and what must hold among the phrases of a shelf (a shortcut stands for one of them) holds by its one write.
- ``categories``: the whole tree, at most 500, so that no two moves at once can make a loop.
- ``unsaid``: all words that must not be said, for the desk or for some plans, at most 300 in 200 KB. A reply is looked
  through with what this container read at most ten seconds ago; where that is older, the item comes in the request that
  reads the conversation anyway.
- ``said#<agent>#<month>``: how many replies with such words an agent sent all the same, by kind and day (UTC), and
  how many without those that were replaced or stopped. ``said#<agent>#<day>``: the same by entry. Both are written in
  the reply's own transaction, so a reply counts once however often it is posted.

Table ``articles``, hash ``key``, range ``order``:

- ``art_…`` with ``article``: what is worked on, one record on condition of its version; in the index ``by_state`` those
  of a state by when they were changed, in ``by_review`` those with a day of review by that day, both without the text.
- ``art_…`` with ``v#<number>``: an edition, which never changes; with ``now``: the one that readers have, so that what
  they read is one item, old or new.
- ``shown#<plan>`` (``shown#*``: for all plans) with ``<category>#<article>``: where readers find it; ``counts#<plan>``:
  how many there are in each category. Both are written with the edition.
- ``settings``: who publishes what they wrote, and how soon an article is looked at again.

Table ``finding``, hash ``key``, range ``order``: the index of articles, of which everything can be made anew. Its keys
begin with the number of a generation (``generations`` says which is asked, and which is being built beside it):

- ``1#term#<space>#<term>``, where a space is a list and a language (``*#en``, ``demo#zh-CN``, ``+#en`` for agents): a
  posting for each article that has the term, the heaviest first (``p#…``), and the ``head`` with how many there are and
  the two hundred heaviest, from which questions are answered: one batch read, however many articles there are.
- ``1#space#<space>`` with ``size``: how many articles a space has.
- ``1#article#<id>``: ``progress`` of an article's way into the index, and its content there by number;
  ``1#listed#<n>``: which articles are or were in it.

And what readers do with articles:

- ``count#<article>`` with a month or a day: how often it was opened, did and did not help; ``opened#<plan>#<article>``
  with a month: by whose visitors. ``popular#<plan>`` with a month: the twenty that were opened most, told of now and
  then.
- ``help#<article>`` with ``<edition>#<visitor>``: whether it helped them, and what they said.
- ``vain#<plan>#<month>#<n>`` with a question: how often it was asked in vain on each day, in four parts.
"""
