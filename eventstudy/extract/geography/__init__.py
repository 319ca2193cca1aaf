"""Places, bodies and time zones."""
