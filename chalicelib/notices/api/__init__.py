"""What customers, agents, administrators and servers see of it over HTTP."""
