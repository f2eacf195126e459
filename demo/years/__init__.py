"""The two years after an announcement, played: agreements, money, reports, workshops, citizens."""
