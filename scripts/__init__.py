"""Set-up and checks behind the Makefile. Standard library only: they run before anything is installed."""
