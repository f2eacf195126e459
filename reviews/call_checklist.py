"""What is missing or looks odd in rubric and rules of a draft, beside the call's own points."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from competition.call_setup.checklist import Point
from reviews.models import Rubric


def points(rubric: Rubric | None, hindrance: str) -> list[Point]:
    """``hindrance``: why the engine cannot compute with rubric and rules as they are, or ""."""
    if rubric is None:
        why = _("Es gibt noch keinen Bewertungsbogen. Ohne ihn lässt sich nichts veröffentlichen.")
        return [Point("rubric", missing=[why])]
    missing = [hindrance] if hindrance else []
    return [Point("rubric", list(_rubric(rubric)), missing), Point("rules", list(_rules(rubric)))]


def _rubric(rubric: Rubric) -> Iterator[str]:
    for criterion in rubric.criteria.all():
        if not criterion.description and not criterion.levels:
            yield _("„%(name)s“: Es steht nirgends, woran es gemessen wird.") % {
                "name": criterion.label
            }
    if rubric.quorum < 2:
        yield _("Schon eine einzige Bewertung genügt für die Auswahl.")


def _rules(rubric: Rubric) -> Iterator[str]:
    if "lot" not in rubric.tie_break:
        yield _("Bleibt es am Ende beim Gleichstand, gibt es kein Los, das ihn auflöst.")
        return
    if not rubric.lot_source:
        yield _("Es steht nicht da, aus welcher öffentlichen Ziehung das Los kommt.")
    earlier = rubric.call.copied_from
    before = Rubric.objects.filter(call=earlier).first() if earlier else None
    if before and rubric.lot_source and before.lot_source == rubric.lot_source:
        yield _("Die Quelle des Loses ist dieselbe wie beim früheren Wettbewerb: %(source)s") % {
            "source": rubric.lot_source
        }
