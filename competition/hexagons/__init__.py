"""A map of Germany in hexagons, computed from the register's coordinates; nothing drawn by hand."""
