"""What is done with people's data (F6): one person's given out, or erased; rules of how long things are kept; holds.

A person is a visitor with all whom the desk knows them to be. What each room keeps of people it declares itself, in its
``persons.py`` (``core.persons``); ``declared`` has all of that, and ``service.walking`` goes through it: from the
visitor to their conversations, from these to files, letters, tickets, as due work in small steps that may die anywhere.

    asked ──▶ counting ──▶ shown ──▶ waiting ──▶ erasing ──▶ (once more, some minutes later) ──▶ done
                 │ export: gathering ──▶ packing ──▶ ready ──▶ over

Erasing is shown before, confirmed by typing or by a second person, and waits for some days, in which it can be called
off. Whoever is erased is a tombstone from its first step on: their tokens open nothing, what they have open ends, and
nothing that comes late is written down of them again. It is walked twice, so that what was under way is found too.

Agents who left are found otherwise: their names stand beside all that they did, so the tables are looked through, a
page at a time (``service.leavers``; what is theirs, and where their names are, rooms declare as ``AGENTS``).

    walking ──▶ shown ──▶ erasing: the account at once, then all tables ──▶ (once more, some minutes later) ──▶ done

Table ``privacy``: hash ``key``, range ``order``.
    hash                  range                     item
    <request>             request                   a request to give out or to erase
    <request>             todo#<kind>#<id>          by what is still to be looked, and how far that has come
    <request>             seen#<kind>#<id>          by what was, until all is done
    <request>             part#<name>#<digest>      a piece of an archive: where its bytes are
    requests              <moment>#<request>        the same in a list, the newest last
    person#<visitor>      <moment>#<request>        those about one person
    hold#<visitor>        hold                      nothing of this person's goes
    held                  <visitor>                 the same in a list
    revoked               <moment>#<visitor>        whose tokens were taken back, and when
    settings              settings                  waiting, second persons
    retention             desk, plan#<plan>         for how long things are kept; applied#<kind>: as it last was
    track#<kind>          <days>                    how far what is kept for so many days was looked through
    going#<kind>#<days>   <thing>                   what is being removed; left#…: what stays, and is looked at again
    gone#<thing>          gone                      that it goes or went, and where it stood then
    unswept               <id>                      what is to be looked for where no trace leads; sweeping: how far
    removed               <day>#<kind>#<plan>       how many went on a day, and how many were held
    held_things           <thing>                   conversations and tickets that are held; held_things#<visitor>
    <leaving>             leaving                   a request to erase the data of an agent who left
    leavers               <moment>#<leaving>        the same in a list, the newest last
    leaver#<agent>        leaving                   the last one about this agent

What is over goes when it has been kept for long enough (``service.retaining``): by kind and plan, every night.
"""
