"""Calls on the telephone (A9): written down by whoever had them, or by the telephone system; recordings, heard within
reach.

A call becomes a conversation of the one model, over since it ended, or is part of one that goes on. Its customer is who
is chosen by hand, or else whoever telephoned from the same number before: nobody is joined with anybody by a number
that is merely shown. ``model.call``: a call and what may be corrected of it. ``service.registering``: by agents;
``receiving``: by a telephone system, signed, once by its own id; ``correcting``; ``hearing``: recordings;
``finding``: lists, and who it may be that telephones. ``calling_back``: what follows of a call that nobody took.

Table ``phone``: hash ``key``, range ``order``.

    hash                        range       item
    <call>                      call        the call; listed by agent, plan, day, conversation and last digits
    number#<plan>#<digest>      number      which visitor telephones from a number
    number#<plan>#<digest>      missed      the callback that was planned for it last; for a month
    given#<channel>#<digest>    given       which call a telephone system's id is

A recording is an address of the telephone system's, or a file; nobody is told the address. Each playing is in the audit
log, and goes by a signed address of the desk's own that counts for minutes.
"""
