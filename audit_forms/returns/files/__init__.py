"""Files given as evidence: what is let in, how it is checked, where it lies, what is hidden in it (bars S14, G14)."""
