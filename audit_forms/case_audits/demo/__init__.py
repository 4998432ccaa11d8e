"""Merrowdale's case audits, one module for each part of the work."""
