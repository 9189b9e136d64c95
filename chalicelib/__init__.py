"""Deskbell, room by room.

    app.py                     every trigger of the product
    contract                   what every operation takes and gives: /openapi.json
    ─────────────────────────────────────────────────────────────────────────
    web                        the pages: widget, form, console, admin, demo
    operations                 due work by hand: seen, redriven, dropped; the night's jobs
    privacy                    people's data: given out, erased, kept for how long; holds
    exchange                   import and export: customers, agents, phrases, articles, tickets, conversations
    webhooks                   what happens, told to other programs: signed, tried again, logged
    bulletins                  reports that are sent: daily, weekly, monthly; agents' own
    performance                what an agent's month comes to: schemes, scores, bonuses, months that are confirmed
    reports                    what happened, counted: the log of facts, figures
    costs                      what the desk costs: each conversation, each plan and day; the budget
    incidents                  much goes wrong at once: bursts, what is done, what visitors are told
    oncall                     who is called when nobody is there: rotas, chains, calls
    touchpoints                the map of touch points: which flow applies where, and whether it was kept
    training                   training and exams: courses, quizzes, certificates, who may be assigned by them
    logbook                    the duty log: checks, faults, instructions, minutes, hand-over between shifts
    suggestions                articles at the side of a conversation, conversations proposed as articles
    search                     finding again what was said
    handover                   before one goes: what is unfinished, and what was left open
    staff                      agents' files: rewards and penalties
    phone                      calls on the telephone, and their recordings
    sensitive                  customers' numbers, one at a time: shown with a reason, brought by links that end
    channels                   what customers write elsewhere: e-mail, SMS, apps, social networks
    offline                    messages left while nobody is there
    quality                    inspections: what is drawn, scored, appealed against, and what it comes to
    records                    what was done in conversations, one sheet each
    surveys                    how it went: asking, answering, figures
    campaigns                  return visits planned by themselves: campaigns, rules, their runs
    notices                    who subscribed to what, what they need, and telling them
    questionnaires             questions asked after or beside a call, answers, their report
    followups                  callbacks after low scores, return visits
    tickets                    work that outlives a conversation: whose it is, its deadlines, its flow
    monitoring                 who is on the website now, invitations, the supervisors' wall
    attendance                 leave, exchanges of shifts, planned against what was
    shifts                     who is on duty: rosters, what they bind, what agents know of theirs
    routing                    who answers: allocation, the queue, transfer, why
    orders                     what a website's shop knows of a customer, who they are, and what is new of orders
    conversations              intake, the transcript, the inbox, closing
    knowledge                  articles, phrases, words not to be said, categories: what is said, and how it is filed
    notifications              e-mail and SMS: delivery, ledger, credit
    visitors                   who is calling
    plans                      one website: look, hours, texts, who receives
    people                     agents, groups, seats, sign-in, presence
    files                      files and pictures: uploaded, looked at, kept, taken away
    ─────────────────────────────────────────────────────────────────────────
    core                       the ground floor

A room imports from rooms below it, never from above; upwards it speaks by events (``subscriptions``). In a room,
``model`` decides (pure), ``store`` keeps (PynamoDB never leaves it), ``service`` does one thing a person or a timer
wants, ``api`` shows it over HTTP, ``work`` is a table: event or due work → service. ``tests/test_floors.py`` holds the
rule.

Words, one for each thing:

    queue         those who wait, in order          position      where one stands in it, 1 is next
    pool          who receives together             window        the first of a pool's queue
    slot          of an agent's capacity            sequence      whose is next among equals
    requeue       back among those who wait         transfer      from an agent to another, or to a group
    manual        by a person's own choice          tie-breaker   chance between equals
    conversation  header, entries, and their end    transition    what changes its state, and by whom
    message       what people write                 notification  what the desk sends by e-mail or SMS
    text          of an SMS, or of a plan           ledger row    one delivery, with its tries
    partition     what one hash key holds           template      a text with placeholders; an environment's stack
    heartbeat     a console's sign of life          presence      what an agent says they are, with a lease
    bootstrap     the first people of a new desk    connect       a tool to the desk of an environment
    after_commit  what runs once it is stored       progress      how far a long piece of work has come
    indicator     what a month is measured by      scheme        indicators with weights, and a bonus
    revision      a month, confirmed              draft         not published, or not confirmed yet
    article       what is worked on               edition       an article, or announcement, as published
    receipt       that somebody has read it
    inbox, transcript, hold, claim, lease, outbox, redrive, recount, roster, seat: as everywhere

Parameters are nouns that say what they hold, never ``said``, ``one``, ``many``, ``found``: ``tests/test_words.py``.
"""
