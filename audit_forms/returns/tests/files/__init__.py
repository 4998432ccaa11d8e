"""Ordinary and hostile files, made by code, for the checks of evidence."""
