"""Force calls that searches need to find the global minima of Lennard-Jones clusters."""
