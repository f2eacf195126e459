"""The jury's session: its agenda, who may know what of it, its minutes."""
