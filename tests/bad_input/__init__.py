"""Bad input is answered 4xx in one form, changes nothing, and never makes the desk stumble (5xx).

What holds for every route is asked of every route that is declared, so a new one is tested without a word here.
Valid texts that are merely strange come back as they were sent.
"""
