"""Questionnaires of several questions, and the report of what was answered (D3).

A questionnaire is worked on as a draft and published as versions that never change (``core/versions``); what was asked
by a version stays with it. It is asked in a follow-up, by the agent on the phone, or by a signed link in a letter; each
recipient has one response, whose answers are kept page by page, so that whoever gave up is seen to have.

Table ``questionnaires``, hash ``key``, range ``order``:

- ``questionnaires`` and an id: its record; ``questionnaire#<id>`` and ``v#<number>``: its versions
- a response's id and ``response``: what was asked of whom, and answered
- ``list#<questionnaire>#<month>`` and ``<moment>#<response>``: what was asked in a month of the desk's calendar
- ``count#<questionnaire>#<month>`` and ``<day>#…``: what a day came to, for one version, plan, agent, campaign, way

A response says which of it is counted; both change in one transaction, by due work, so twice is once. A report reads
the counts, never the responses; a recount sums what is listed (law 7).
"""
