"""Files and pictures that people send (A2, A4): asked for, uploaded, looked at, attached, scanned, taken away.

A browser asks for a place, puts the bytes there by itself (``core.files``), and says that they have arrived. They are
copied to where no form reaches, and looked at there: a file is what its bytes say, whatever its name does. Only what
was found to be of an allowed kind can be attached to a message, a person or a plan, once.

Table ``files``: hash ``file_id``, a row for each; and ``#scanner``, who is asked about them. The index
``by_conversation`` has those of a conversation, for when it is taken away.

Keys of the bytes: ``new/<file_id>`` is where forms put them, ``kept/<file_id>/<copy>`` where they stay; the small
picture that is shown of a large one is beside them, with ``-preview``. Each copy is written down before it is made, so
nothing is ever left that no row knows of.
"""
