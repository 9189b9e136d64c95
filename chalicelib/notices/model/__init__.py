"""Topics, subscriptions, needs, mailings: what they are and what may become of them. Pure."""
