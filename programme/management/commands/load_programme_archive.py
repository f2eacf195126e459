import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from programme.services import archive

YEARS_2017 = Path(__file__).resolve().parents[2] / "data" / "umsetzung2017.json"


class Command(BaseCommand):
    help = "Enters the years after the round of 2017 as published facts; load_archive comes first."

    def handle(self, *args: Any, **options: Any) -> None:
        document = json.loads(YEARS_2017.read_text(encoding="utf-8"))
        programme = archive.enter(slug=document.pop("call"), **document)
        self.stdout.write(f"{programme.title}: {programme.events.count()} Veranstaltungen")
