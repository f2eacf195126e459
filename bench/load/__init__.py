"""How much the whole site takes on one machine, and what it does beyond (bench.load)."""
