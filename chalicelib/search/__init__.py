"""Finding again what was said, and by whom (A3, F6): customers, conversations, messages that were left, follow-ups.

Table ``search``: hash ``key``, range ``order``; every fact in it follows from other rooms' and can be made anew.

- A document is what may be found: a few messages of a conversation, how its customer is reached (part 0), a customer, a
  message that was left, a follow-up. Hash: the id
  of what it is about; range ``part#…``: where it begins. Its lines are kept with it, so that what is found is shown
  without reading transcripts. Beside them stands ``progress``: how far a conversation has been looked at.
- A posting says that a word stands in a document: hash ``word#<word>``, range the document's time, id and part, so that
  one query brings the newest. It carries a mark of all words of its document: a question of several words asks for
  one of them, and passes over the documents that cannot have the others.
- Which customer of a plan came last to be reached by an address: hash ``reached#<plan>#<hash of it>``. Who is likely to
  be somebody else, too, is told by it, with one request for many addresses.

Documents are made by due work, seconds after something was said; asking costs a query and a batch read, whatever is
stored. A word that stands in everything (the, 您好) is none that is looked for.
"""
