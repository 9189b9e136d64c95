"""What agents do with the orders of whom they serve: ``orders``, and ``checking`` who somebody is before; ``asking``
the shop."""
