"""What the desk costs: ``make bench``.

``crowd`` writes a lot of data quickly; ``stage`` is the desk that is measured and the operations on it; ``meter``
counts requests, capacity and processor time; ``report`` prints. Nothing here runs when it is imported.
"""
