"""Training and exams 培训考核 (F11): courses, quizzes, certificates, and who may be assigned by them.

A course is made of lessons (articles, phrases, masked excerpts of conversations, own text) and a quiz. It is worked on
as a draft and published as versions that never change; what its lessons showed then is kept with the version. An
attempt keeps its version, draws its order from a seed, is timed by the desk's clock and scored in exact fractions; free
text is judged by who leads the learner. Passing gives a certificate that may run out, or be revoked with a reason.

A group may require courses. From when on an agent lacks one is one moment, found of requirements and certificates and
written to the agent's own record (``people.model.training``) with each change of either, and of their groups; a piece
of work is due at that moment, and whoever decides needs none. Those who lead order courses, also of a complaint or an
inspection.

Table ``training``, hash ``key``, range ``order``:

- ``course#<id>`` and ``record``: a course with its draft; ``courses`` and its id: its line in the list.
  ``course#<id>#versions`` and a number: a version; ``course#<id>#<number>`` and a lesson: what that showed.
- an attempt's id and ``attempt``; ``by_learner``, ``by_course``, ``by_list`` (what waits for judgement) list them.
- ``learner#<agent>`` and ``record``: what decides about a learner: certificates, tries, results, open orders;
  ``learner#<agent>`` and ``seen#<course>``: which lessons they have seen.
- a certificate's id and ``certificate``, an order's id and ``order``, in the same lists.
- ``requirements`` and a group: what it requires.

An answer costs three requests, whatever the desk has; a learner's change of standing renews their record in eight.
"""
