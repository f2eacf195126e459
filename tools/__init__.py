"""Tools of the project's developers: set-up, own servers, checks, tests. No page imports them."""
