"""The inspection pack: what the partnership can show of its audits, as one archive that opens without a connection."""
