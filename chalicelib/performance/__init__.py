"""Performance 绩效: what an agent's month comes to by a scheme of weighted indicators, and the bonus it brings (F5).

A scheme is data: indicators (``model.scheme``), each a figure of ``reports`` or a value that people enter, each worth
points between a floor, a target and a best (``model.points``), and a bonus in a small language of its own
(``model.formula``), never evaluated by Python. One scheme is the desk's, and a group may have its own. A version that
was published never changes; which one counts in a month says the month from which it holds.

    due ──▶ run: twenty agents measured ──▶ twenty more … ──▶ twenty placed and paid ──▶ … ──▶ the month's draft
                                                                                                │ confirmed, once
                                                                                                ▼
                                                                                             revision 1, 2 …

A run is one computation of a month: its pages follow each other as due work, each one transaction with the step it is,
so that twice is once and whoever comes late writes nothing. To confirm a month is to say, in one write, that the draft
which was looked at is its next revision; what a revision's run has stored is never written again. A correction is
another run and another revision, with a reason; those before are kept. A preview is a run of a draft scheme.

Table ``performance``: hash ``key``, range ``order``.

    hash                 range                 item
    schemes              <scheme>              a scheme's draft, and which versions were published; " " counts those
    scheme#<scheme>      v#00000001 …          its versions, which never change
    previews             <scheme>              the run of its last preview
    months               <month>               its draft, its revisions, and how often values were entered for it
    <run>                run                   how far it is, and by which versions
    <run>                result#<agent>        what an agent's month came to, with all that it was made of
    <run>                score#<agent>         the same in short, for lists
    values#<month>       <agent>               what was entered by hand for an agent
"""
