"""What operators do with a desk that is there: accounts, audit log, export and backup, keys, due work, recounting.

``connect`` gives a tool the desk of an environment, or of ``make run``; ``sentences`` says in words what is refused.
"""
