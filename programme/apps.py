from typing import Any

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"

    def ready(self) -> None:
        """Load the tasks, so that every process knows the names that nudges use.

        And say to the house below what the two years keep about an application and about a person,
        what they add to its court file, what is due in them, and where a public page leads on.
        """
        from competition import due  # noqa: PLC0415  # models must be ready first
        from competition.added_links import OF_AWARD, OF_CALL  # noqa: PLC0415  # models must be ready
        from competition.court_files.sources import SOURCES  # noqa: PLC0415  # models must be ready
        from competition.services import erasing, own_data, pseudonyms  # noqa: PLC0415  # as above
        from programme import court_files, tasks  # noqa: F401, PLC0415  # models must be ready
        from programme.queries import overview, profiles, programmes  # noqa: PLC0415  # as above
        from programme.services import own_data as own_sections  # noqa: PLC0415  # as above
        from programme.services import retention  # noqa: PLC0415  # models must be ready first

        tells: list[tuple[list[Any], Any]] = [
            (OF_AWARD, profiles.beside),
            (OF_CALL, overview.ROOM),
            (due.ELSEWHERE, programmes.waiting),
            (SOURCES, court_files.parts),
            (erasing.ERASERS, retention.erase),
            (pseudonyms.CONCERNED, retention.people_of),
            (pseudonyms.NEEDED, retention.people_needed),
            *((own_data.MORE, section) for section in own_sections.SECTIONS),
        ]
        for registry, mine in tells:
            if mine not in registry:
                registry.append(mine)
