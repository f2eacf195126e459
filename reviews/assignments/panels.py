"""The panels of a round: from its rows to ``assignment.py`` and back, and its reasons said.

Applications go by their municipality's key and jurors by their address, so that the same round
gives the same panels in whatever order its rows were written.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.errors import Refusal
from reviews.assignments import assignment, workload
from reviews.assignments.assignment import HIGHEST_AFFINITY, Impossible, Reason
from reviews.assignments.workload import Pair, Workload
from reviews.models import JuryMember

NAMES_SHOWN = 8
# How often panels are drawn anew that fall into parts.
MIXTURES = 5
# Between a new pair and one that was ended once, for which there was a reason.
NEW_AFFINITY = HIGHEST_AFFINITY // 2


def first(load: Workload) -> list[Pair]:
    """Who reads what when reviewing opens: everybody everything, or panels of the rubric's size.

    In the full panel a conflicted pair is among them: its juror sees "befangen" there. Partial
    panels never hold an excluding conflict, and one that the chair may lift only where nothing
    else is left. Of several mixtures of equal right the first is taken that connects everybody, so
    that scores can be compared. Raises ``panel_impossible``.
    """
    if not load.panel_size:
        keys = _Keys(load, load.jurors.values())
        return keys.pairs(assignment.full_panel(keys.applications, keys.jurors))
    hard = {pair for pair, severity in load.conflicts.items() if workload.is_hard(severity)}
    found = list[tuple[int, list[Pair]]]()
    for mixture in range(MIXTURES):
        liking = {pair: _mixed(load, pair, mixture) for pair in _all(load)}
        liking |= {pair: 0 for pair in load.conflicts if pair in liking}
        pairs = _even(load, load.jurors.values(), barred=hard, liking=liking)
        found.append((parts(pairs), pairs))
        if found[-1][0] <= 1 or load.panel_size == 1:  # one reader each connects nobody
            break
    return min(found, key=lambda each: each[0])[1]


def _mixed(load: Workload, pair: Pair, mixture: int) -> int:
    """A liking drawn from a digest of both: without it, the same few would always read together."""
    application, juror = load.applications[pair[0]], load.jurors[pair[1]]
    named = f"{mixture}\n{application.municipality.ags}\n{juror.user.email}"
    drawn = int.from_bytes(hashlib.sha256(named.encode()).digest()[:4])
    return NEW_AFFINITY + drawn % NEW_AFFINITY


def parts(pairs: Iterable[Pair]) -> int:
    """Into how many parts pairs fall that share neither juror nor application."""
    return assignment.parts_of([(str(application), str(juror)) for application, juror in pairs])


def again(load: Workload) -> list[Pair]:
    """The panels computed anew: what was begun stays, and as little else as possible changes.

    Pairs in conflict are not among them. A pair whose assignment was ended comes back only where
    nothing else is left. Raises ``panel_impossible``.
    """
    kept = {pair for pair in load.current if pair not in load.conflicts and load.is_begun(pair)}
    liking = {pair: NEW_AFFINITY for pair in _all(load) if pair not in load.ended}
    liking |= dict.fromkeys(load.current & liking.keys(), HIGHEST_AFFINITY)
    return _even(load, taking_part(load), barred=load.conflicts.keys(), liking=liking, kept=kept)


def taking_part(load: Workload) -> list[JuryMember]:
    """Jurors who get work when panels are computed anew: not those from whom all was taken."""
    reading = {juror for _application, juror in load.current}
    relieved = {juror for _application, juror in load.ended} - reading
    return [each for each in load.jurors.values() if each.pk not in relieved]


def _all(load: Workload) -> Iterable[Pair]:
    return ((each.pk, juror) for each in load.admitted for juror in load.jurors)


def _even(
    load: Workload,
    members: Iterable[JuryMember],
    *,
    barred: Collection[Pair],
    liking: Mapping[Pair, int],
    kept: Collection[Pair] = (),
) -> list[Pair]:
    keys = _Keys(load, members)
    if not keys.jurors:
        raise Refusal("jury_missing")
    try:
        found = assignment.even_panels(
            keys.applications,
            keys.jurors,
            load.panel_size,
            conflicts=keys.named(barred),
            affinities={keys.name(pair): liking[pair] for pair in liking if keys.knows(pair)},
            kept=keys.named(kept),
        )
    except Impossible as impossible:
        raise refusal(impossible.reasons, keys.names) from impossible
    return keys.pairs(found.pairs)


class _Keys:
    """The keys of applications and jurors that take part, and the way back to their ids."""

    def __init__(self, load: Workload, members: Iterable[JuryMember]) -> None:
        jurors = list(members)
        self.applications = {each.municipality.ags: each.pk for each in load.admitted}
        self.jurors = {each.user.email: each.pk for each in jurors}
        self.names = {each.municipality.ags: each.municipality.name for each in load.admitted}
        self.names |= {each.user.email: str(each) for each in jurors}
        self._application_keys = {pk: key for key, pk in self.applications.items()}
        self._juror_keys = {pk: key for key, pk in self.jurors.items()}

    def knows(self, pair: Pair) -> bool:
        return pair[0] in self._application_keys and pair[1] in self._juror_keys

    def name(self, pair: Pair) -> assignment.Pair:
        return self._application_keys[pair[0]], self._juror_keys[pair[1]]

    def named(self, pairs: Collection[Pair]) -> list[assignment.Pair]:
        return [self.name(pair) for pair in pairs if self.knows(pair)]

    def pairs(self, named: Iterable[assignment.Pair]) -> list[Pair]:
        return [(self.applications[a], self.jurors[j]) for a, j in named]


def refusal(reasons: Sequence[Reason], names: Mapping[str, str]) -> Refusal:
    """``panel_impossible`` with each reason in words as a cause of its own."""
    sentences = [sentence(reason, names) for reason in reasons]
    causes = tuple(Refusal("panel_impossible", why=each) for each in sentences)
    return Refusal("panel_impossible", causes=causes, why=" ".join(sentences))


def sentence(reason: Reason, names: Mapping[str, str]) -> str:
    """Why there is no panel: the applications and jurors by name, what is needed and possible."""
    said = {
        "applications": listed([names[each] for each in reason.applications]),
        "jurors": listed([names[each] for each in reason.jurors]),
        "needed": reason.needed,
        "possible": reason.possible,
    }
    return _template(reason) % said


def _template(reason: Reason) -> str:
    if reason.code == "too_few_jurors":
        return ngettext(
            "%(applications)s: Unbefangen ist %(possible)s Jurymitglied, nötig sind %(needed)s.",
            "%(applications)s: Unbefangen sind %(possible)s Jurymitglieder, nötig sind %(needed)s.",
            reason.possible,
        )
    if reason.code == "overload":
        return _(
            "%(jurors)s müssten zusammen %(needed)s Bewertungen schreiben, möglich sind "
            "%(possible)s. Es geht um: %(applications)s."
        )
    if reason.code == "underload":
        return _(
            "%(jurors)s sollten zusammen mindestens %(needed)s Bewertungen schreiben, für sie gibt "
            "es %(possible)s. Es geht um: %(applications)s."
        )
    if not reason.applications:
        return _("%(jurors)s: Begonnen sind %(needed)s Bewertungen, möglich sind %(possible)s.")
    if reason.jurors:
        return _("%(applications)s, %(jurors)s: Die Bewertung ist begonnen, trotz Befangenheit.")
    return _(
        "%(applications)s: Begonnen oder erklärt haben sich schon %(needed)s Jurymitglieder, "
        "vorgesehen sind %(possible)s. Beenden Sie zuerst eine dieser Zuteilungen."
    )


def listed(names: Sequence[str]) -> str:
    """Names in a sentence; of many the first, and how many more there are."""
    shown = ", ".join(names[:NAMES_SHOWN])
    if len(names) <= NAMES_SHOWN:
        return shown or "–"
    return _("%(names)s und %(count)s weitere") % {
        "names": shown,
        "count": len(names) - NAMES_SHOWN,
    }
