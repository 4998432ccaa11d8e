"""Case audits of the demo area, one module for each subject."""
