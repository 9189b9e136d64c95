"""The routes of inspections: `desk` and `calibrations` for who works here, `admin` for who keeps rules and sheets."""
