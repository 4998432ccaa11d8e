"""Documents made from a submitted return: PDF, Word, and the bundle to take away."""
