"""Mail about case audits: that something waits and where; never a theme, a case or a pseudonym (bars G8)."""
