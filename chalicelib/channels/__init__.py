"""Channels: e-mail, SMS, telephone and social messages become conversations of one model."""
