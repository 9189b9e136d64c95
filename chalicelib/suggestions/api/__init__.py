"""The routes of suggestions: `desk` at the side of a conversation, `proposals` of it, `widget` for visitors."""
