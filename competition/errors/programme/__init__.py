"""The two years after the announcement: the rooms of what is agreed, reported, paid and held."""

from competition.errors.programme import (
    agreements,
    consultations,
    events,
    profiles,
    reports,
    site,
    tranches,
    workshops,
)

ROOMS = (
    agreements.CODES,
    reports.CODES,
    tranches.CODES,
    workshops.CODES,
    profiles.CODES,
    consultations.CODES,
    events.CODES,
    site.CODES,
)
