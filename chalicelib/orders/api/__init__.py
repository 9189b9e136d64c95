"""What agents and shops see of it over HTTP."""
