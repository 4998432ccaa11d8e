"""Forms of case audits, one module for each subject."""
