"""What phrases and categories are, and what is decided about them."""
