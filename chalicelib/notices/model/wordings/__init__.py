"""What each notice says: ``offline`` about messages left, ``afterwards`` about surveys, callbacks and follow-ups."""
