"""What a report is about, what it says, and in which words. Pure."""
