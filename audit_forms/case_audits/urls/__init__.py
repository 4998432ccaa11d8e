"""Addresses of case audits, one module for each kind of reader."""
