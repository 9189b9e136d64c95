"""What shops are asked and say, and what customers are asked. Pure."""
