"""The routes of staff files: `desk` for who works here, `admin` for who keeps kinds and settings."""
