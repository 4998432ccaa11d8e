"""Public pages kept in each server process and never out of date; docs/decisions/0029 says how and why."""
