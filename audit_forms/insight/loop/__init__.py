"""The loop board: for every finding what came of it, until practice has changed."""
