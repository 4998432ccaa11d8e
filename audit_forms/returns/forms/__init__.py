"""Forms over a return: one per section, and the decisions on the whole."""
