"""How it went: a survey after each service, what a low score brings, and the figures (D1, D2, C5, F1).

A survey's id follows from what it is about, so that whatever is asked twice makes one. Asking is one transaction: the
survey, the visitor's claim of having been asked, the invitation in the transcript, and the due work of its link and its
end. An answer is one transaction too, and with a low score holds the callback: there is no moment in which one is there
without the other.

Table ``surveys``: hash ``survey_id``; index ``by_day``: hash ``day`` (UTC day of asking), range ``asked_at``, with what
figures need and nothing else. The plan's rules are kept with the survey as they were when it was asked.
"""
