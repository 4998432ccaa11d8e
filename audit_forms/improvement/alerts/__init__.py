"""Immediate risk and unsafe practice: what an alert goes through, who is told, and how it climbs."""
