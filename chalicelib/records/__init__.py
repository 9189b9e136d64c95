"""The records of conversations that are over (客户咨询记录表, E3), for those who manage: who asked, when, by what way,
who answered, under which category it was filed and how it was rated, which all is known; and what its agent wrote down.

It stands above the rooms that know these, and has no table of its own: nothing is copied, so nothing can differ.
"""
