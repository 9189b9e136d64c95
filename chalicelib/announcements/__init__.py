"""Announcements 公告 and agreed answers 统一口径 (E6): written for all, groups or roles, read and confirmed by each.

A draft is published at once or for a time; what is changed from then on is a new edition, which may ask to be read
again. Whom it reaches have it in their own record until they confirm it (``people.model.announced``), so that how many
wait costs no question. Urgent ones come before the next conversation: whoever takes one by hand is refused until they
have confirmed; what the desk assigns by itself is not, for the visitor's sake, and the console shows it first.

Table ``announcements``, hash ``key``, range ``order``:

- an id and ``record``: the announcement, with a version; an id and ``edition#…``: each edition, which never changes.
- ``read#<id>`` and an agent: that they confirmed it, in which edition, when; ``reminded#<id>``: whom it was said to
  once more, in which edition.
- ``in#to#…``, a moment and an id: what reaches everybody, a group or a role, the newest last; ``in#of#…``: the same
  with drafts, for those who keep them.
- ``word#to#…#<word>``, a moment and an id: where a word stands in what reaches them.
- ``now`` and ``record``: what is published and not over, at most 100, ten of them urgent: one read says what somebody
  who comes, or joins a group, has to read.

Publishing reaches everybody in pieces of a hundred; a confirmation costs four requests, however many there are.
"""
