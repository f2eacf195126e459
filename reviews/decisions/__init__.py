"""What is decided upon: proposals as they are shown first, scenarios, the Auswahlvermerk."""
