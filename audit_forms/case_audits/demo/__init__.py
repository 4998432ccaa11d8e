"""Case audits of the demo."""
