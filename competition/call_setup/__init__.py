"""Setting up a call: what it says, what makes it usable, what looks odd before it is published."""
