"""Channels over HTTP: their senders, those who keep them, agents beside a conversation."""
