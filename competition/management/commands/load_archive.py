import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from competition.services import calls

ROUND_2017 = Path(__file__).resolve().parents[2] / "data" / "modellkommune2017.json"


class Command(BaseCommand):
    help = "Enters the round of 2017 as a read-only archive: published facts and nine awards."

    def handle(self, *args: Any, **options: Any) -> None:
        document = json.loads(ROUND_2017.read_text(encoding="utf-8"))
        granted_at = datetime.fromisoformat(document.pop("granted_at"))
        awards = [
            {**award, "amount_cents": document["award_cents"]} for award in document.pop("awards")
        ]
        for name in ("opens_at", "deadline_at", "published_at"):
            document[name] = datetime.fromisoformat(document[name])
        call = calls.archive(fields=document, awards=awards, granted_at=granted_at)
        self.stdout.write(f"{call.title}: {call.awards.count()} Förderungen")
