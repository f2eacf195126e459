"""Pages of accounts: allauth's views in our look, each at a German address."""
