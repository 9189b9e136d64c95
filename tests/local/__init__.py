"""The embedded store: that it is DynamoDB's equal, that it keeps its word, and that nobody waits for nothing."""
