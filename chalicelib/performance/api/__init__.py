"""Routes, by whom they are for: agents, administrators."""
