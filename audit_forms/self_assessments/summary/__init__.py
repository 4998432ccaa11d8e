"""The summary findings report of a round: exact counts, what may be told of them, and words drafted from that."""
