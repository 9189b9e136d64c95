"""What is done with people's data: requests, archives, rules. Pure."""
