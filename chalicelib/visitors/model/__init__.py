"""``visitor``: who they are. ``identity``: whom their website says they are."""
