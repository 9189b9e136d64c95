"""What files are, which may be sent, and what can be said of one by its first bytes.

Empty of names: code imports from the module that defines.
"""
