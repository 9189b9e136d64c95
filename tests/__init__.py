"""The same rooms again, plus ``journeys/`` across them.

``desk``: a desk on moto, in this process, with a clock and ids of its own: right for one thread at a time.
``atomic_desk``: a desk on the embedded store, whose transactions are atomic: for everything that happens at once.
``desk_url``, ``api``: the whole desk served over HTTP, as ``make run`` serves it.
"""
