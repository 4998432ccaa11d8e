"""Editions from YAML files: read with file, line and key of everything that is wrong, compared, stored."""
