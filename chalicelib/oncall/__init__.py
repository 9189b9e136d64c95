"""On call for nights and holidays: who is called when somebody needs the desk and nobody is there (B8, S3).

``model.rota`` says who is on call at a moment, one after the other; ``model.call`` how a call goes on from one to the
next. ``service.hearing`` notices that a visitor waits, left a message, or that an urgent ticket came, while nobody is
there; ``service.raising`` calls whoever is first, one call for all that comes within some minutes; ``service.stepping``
goes on to the next until somebody accepts or nobody is needed any more; ``service.accepting`` is what the called do, by
the link of their letter or in the console; ``service.rotas`` keeps who is on call. Whoever is on call is told at any
hour: that is what it is for.

Table ``oncall``: hash ``key``, range ``order``.

    hash                 range         item
    rotas                <rota>        a rota: when who is on call, for which groups, how it goes on
    open#<rota>          call          the newest call of a rota
    calls#<month>        <call>        a call: whom it told, who accepted, how it ended
    call#<call>          <about>       what it is about
    about#<about>        call          by which call that is seen to, so that nothing is called for twice
    called#<agent>       <call>        that somebody was told of it

The next step of a call is due work of the transaction that made the step before, on condition of the call's version:
once, however often it is run. Until there is a rota, nothing is read or written for what happens.
"""
