"""What happens here is told to other programs: signed requests to addresses that administrators name (F10).

An endpoint says which events it wants, of which plans, and whether personal text comes with them. What rooms below tell
each other anyway (their pieces of due work, ``core.events.Beside``) is heard here too: where nobody wants to hear, that
costs one read in thirty seconds of a container, and no write at all. ``model.catalogue`` names every event and its
shape, by which ``/openapi.json`` says them under ``webhooks``; ``model.stories`` turns what happened into events, each
once; ``model.deliveries`` says when is tried again, ``model.signing`` how a request is signed (Standard Webhooks).

Table ``webhooks``: hash ``key``, range ``order``.

    hash                              range                  item
    endpoints                         <endpoint>             an endpoint
    endpoint#<endpoint>               health                 since when it fails, until when it is left alone
                                      secrets                its secrets, of which several may be valid
    told#<thing>                      told                   how far a conversation, a ticket … was told
    deliveries#<endpoint>#<day>#<n>   <moment>#<event>       a delivery with its tries, in one of four shares of a day
    line#<endpoint>#<thing>           <n>#<moment>#<event>   of one that wants them in order: what is still to come

A delivery, its place in its line and the due work that carries it are written in the transaction that says how far the
thing was told (law 3). Deliveries, lines and stories are kept for thirty days.
"""
