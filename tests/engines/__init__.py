"""The main journeys in each engine of browsers on this machine: `make engines`."""
