"""Conflicts of interest: what follows from the register, and the gate before every text."""
