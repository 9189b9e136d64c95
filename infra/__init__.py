"""What surrounds the functions: the local run, its store, its demonstration, and measurements."""
