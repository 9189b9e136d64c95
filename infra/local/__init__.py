"""The whole desk on one machine: its store, its server, its timers."""
