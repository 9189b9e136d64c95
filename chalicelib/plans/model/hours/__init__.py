"""Working hours (C1). ``week``: what is set, and its JSON. ``clock``: what that means at a moment."""
