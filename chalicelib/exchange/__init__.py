"""Import and export 导入导出 of customers, agents, phrases, articles, tickets and conversations, as CSV or JSON (F10).

A file is put where the desk keeps files, looked at (encoding, separators, which column is what), gone through without
writing (a dry run, which names each row that cannot be taken), and then taken in, part by part, as due work: paced,
paused and gone on with, never half of a part. Which thing of the desk a row is, an external id says: the same file
twice changes nothing. Nothing that an import writes starts anything: no letter, no webhook, no deadline, no figure.
An export is written part by part as well, within its asker's reach and with their masks, and given by a link that
expires. ``model.kinds`` says which columns there are; a service for each kind says what becomes of its rows.

Table ``exchange``: hash ``key``, range ``order``.

    hash                        range      item
    <run>                       run        an import or an export: what was asked for, how far it is
    <run>                       told#<n>   rows of a part that were refused, or in which the desk and the file differ
    ext#<kind>#<plan>#<id>      thing      which thing of the desk has this external id, and what a file said of it last
    of#<thing>                  thing      the external id of a thing: how it is named when it is exported

The index ``by_kind`` lists imports and exports by when they were begun. These go by themselves after ninety days;
files, and what is told of their rows, after seven (``model.runs``).
"""
