"""Sign-in: how allauth's flows are bound to our letters, limits, sessions and second factors."""
