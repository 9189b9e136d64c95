"""Many channels, one desk (A9): what customers write elsewhere becomes conversations; what is said goes back there.

``model.channel``: a channel, its keys and limits. ``model.inbound``: what its senders say. ``model.outbound``: what
goes out, and what came of it. ``model.signatures``: who may speak for a channel. ``model.posted``, ``mail``,
``letter``, ``plus``, ``inboxes``: what comes as e-mail, as bytes, read, and in a conversation. Pure, all of them.
``service.settings`` keeps channels; ``receiving`` takes what comes in; ``sending`` brings out what is said;
``watching`` is what agents see of it. ``mailing`` takes e-mail in, by what it answers (``threads``); ``parking``: what
of it waits for a person; ``waiting``: for the next hour.

Table ``channels``: hash ``key``, range ``order``.

    hash                            range               item
    channels                        <channel>           that there is one
    channel#<channel>               channel             the channel, with its keys
    channel#<channel>               seen                when something last came in and went out; written once a minute
    sender#<channel>#<digest>       sender              which visitor a sender is
    proved#<plan>#<digest>          proved              which visitor an address is that a channel has verified
    receipt#<channel>#<digest>      receipt             what became of one message, by its sender's own name for it
    thread#<conversation>           thread              whom its words go to
    reach#<visitor>                 <channel>           whom their words go to there, as they wrote last
    thread#<conversation>           progress            how far they have gone
    thread#<conversation>           out#<number>        what came of one entry
    thread#<conversation>           in#<number>         the letter that an entry came in
    thread#<conversation>           folded#<number>     what is folded away of it
    refused#<channel>#<digest>      <moment>#<message>  what a sender wrote that will never be taken; for a month
    failed#<channel>                <moment>#<thing>    what could not be brought out; for a month
    inbox#<address>                 inbox               which channel receives mail there
    plan#<plan>                     inbox#<channel>     where letters about a plan are answered
    mail#<mail>                     mail                what became of a mail that came in; for ninety days
    parked                          <moment>#<mail>     which of them wait for a person
    aside#<channel>                 state#<share>       how many wait for the next hour, of a share of the senders
    aside#<channel>                 mail#<share>#<moment>#<mail>    which, in order

A conversation that a channel began, or wrote to last, carries ``Header.via``; entries of all others cost nothing here.
"""
