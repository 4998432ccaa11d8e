"""Real servers, databases and browsers for the tests that cross process boundaries."""
