"""Pages of a return."""
