from typing import Any

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """Load the tasks, so that every process knows the names that nudges use.

        And say to the house below that a seat in the jury excludes the office, what a jury keeps
        about an application and adds to its court file, and whom it still needs.
        """
        from competition import audit  # noqa: PLC0415  # models must be ready first
        from competition.audit import reading  # noqa: PLC0415  # as above
        from competition.court_files.sources import SOURCES  # noqa: PLC0415  # models must be ready
        from competition.policies import EXCLUDING_DUTIES  # noqa: PLC0415  # models must be ready
        from competition.services import erasing, own_data, pseudonyms  # noqa: PLC0415  # as above
        from reviews import heads, tasks  # noqa: F401, PLC0415  # models must be ready first
        from reviews.court_files import decision, jury, session  # noqa: PLC0415  # as above
        from reviews.models import Decision, SelectionRun  # noqa: PLC0415  # as above
        from reviews.policies import sits_in_a_jury  # noqa: PLC0415  # models must be ready first
        from reviews.services import own_data as own_sections  # noqa: PLC0415  # as above
        from reviews.services import retention  # noqa: PLC0415  # models must be ready first

        if sits_in_a_jury not in EXCLUDING_DUTIES:
            EXCLUDING_DUTIES.append(sits_in_a_jury)
        tells: list[tuple[list[Any], Any]] = [
            (reading.SUBJECTS, (Decision, "public_id", "call__slug")),
            (reading.SUBJECTS, (SelectionRun, "public_id", "call__slug")),
            (audit.HEADS_ELSEWHERE, heads.elsewhere),
            (erasing.ERASERS, retention.erase),
            (pseudonyms.CONCERNED, retention.jurors_of),
            (pseudonyms.NEEDED, retention.jurors_needed),
        ]
        for registry, mine in tells:
            if mine not in registry:
                registry.append(mine)
        SOURCES.extend(
            each.parts for each in (jury, session, decision) if each.parts not in SOURCES
        )
        own_data.MORE.extend(each for each in own_sections.SECTIONS if each not in own_data.MORE)
