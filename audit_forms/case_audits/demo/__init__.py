"""Invented case audits for the demo area."""
