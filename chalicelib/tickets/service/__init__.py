"""What people and timers do with tickets."""
