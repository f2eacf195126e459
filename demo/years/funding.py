"""The programme, its agreements, and the money in three parts."""

from datetime import date, timedelta
from typing import Any

from competition import clock
from competition.models import Award
from demo import play
from demo.years import cast
from demo.years.cast import Cast
from programme.agreements.due_dates import add_months
from programme.models import Agreement, PaymentRequest, Programme
from programme.reports import outline
from programme.services import agreements, programmes, tranches

TITLE = "Zwei Jahre offene Verwaltung (Beispiel)"
SUMMARY = (
    "Neun Kommunen setzen um, was sie vorgeschlagen haben: Sie berichten, treffen sich in "
    "Workshops und stellen ihre Ergebnisse zur Diskussion. Alles hier ist erfunden."
)
TERMS = (
    "Es gelten die Allgemeinen Nebenbestimmungen für Zuwendungen an Gebietskörperschaften "
    "(ANBest-Gk). Die Kommune berichtet zu den genannten Tagen, nimmt an den Workshops teil und "
    "hält ihr Projektprofil aktuell. Ergebnisse stehen unter freier Lizenz. (Beispieltext)"
)
PARTS: list[dict[str, Any]] = [
    {"amount_cents": 20_000_00},
    {"amount_cents": 20_000_00, "requirement": "sachstand"},
    {"amount_cents": 10_000_00, "requirement": "zwischenbericht"},
]
MONTHS = 24
TYPO = "Die Bankverbindung gehört nicht der Kommune. Bitte nennen Sie das Konto der Stadtkasse."


def set_up(cast_: Cast) -> Programme:
    """The office sets the two years up with the reports of 2017 and publishes them."""
    starts_on = cast.day(cast.STARTS)
    programme = programmes.create(
        call=cast_.call,
        by=cast_.office.first,
        fields={
            "title": TITLE,
            "summary": SUMMARY,
            "starts_on": starts_on,
            "ends_on": _two_years_from(starts_on),
            "terms": TERMS,
        },
        requirements=outline.requirements(),
        tranches=PARTS,
    )
    return programmes.publish(programme=programme, by=cast_.office.second, read=programme.version)


def _two_years_from(starts_on: date) -> date:
    return add_months(starts_on, MONTHS) - timedelta(days=1)


def propose(cast_: Cast, award: Award, *, number: int, starts: int = cast.STARTS) -> Agreement:
    """One of the office proposes the agreement of an award; ``starts``: days from today."""
    starts_on = cast.day(starts)
    return agreements.propose(
        programme=cast_.programme,
        award=award,
        by=cast_.office.first,
        reference=f"OG-{number:02d}",
        starts_on=starts_on,
        ends_on=_two_years_from(starts_on),
    )


def confirm(cast_: Cast, agreement: Agreement) -> Agreement:
    """The second person confirms what the first has proposed."""
    return agreements.confirm(agreement=agreement, by=cast_.office.second, read=agreement.digest)


def accept(cast_: Cast, award: Award) -> Agreement:
    """A signatory accepts; the reports are owed from now on."""
    agreement = cast_.agreement(award)
    return agreements.accept(agreement=agreement, by=cast.signatory(award), read=agreement.digest)


def ask(cast_: Cast, award: Award, *, number: int, account: int = 0) -> PaymentRequest:
    """A signatory asks for the part with this number."""
    place = cast.place_of(award)
    return tranches.ask(
        agreement=cast_.agreement(award),
        tranche=cast_.programme.tranches.get(number=number),
        by=cast.signatory(award),
        purpose=f"Personal und Veranstaltungen für „{place.title}“ in den nächsten zwei Monaten",
        iban=iban(int(place.ags[:5]) + account),
        payment_reference=f"OG {place.name} {number}"[:140],
    )


def reject(cast_: Cast, request: PaymentRequest) -> None:
    tranches.reject(request=request, by=cast_.office.first, reason=TYPO)


def certify(cast_: Cast, request: PaymentRequest) -> PaymentRequest:
    return tranches.certify(request=request, by=cast_.office.first, read=request.digest)


def order(cast_: Cast, request: PaymentRequest) -> PaymentRequest:
    return tranches.order(request=request, by=cast_.office.second, read=request.digest)


def pay(cast_: Cast, request: PaymentRequest) -> None:
    """The office enters the day on which the account shows the transfer."""
    paid_on = clock.now(cast_.call).astimezone(play.BERLIN).date()
    tranches.enter_paid(request=request, by=cast_.office.first, paid_on=paid_on)


def iban(number: int) -> str:
    """An account of a bank that does not exist (bank code 00000000), with right check digits."""
    account = f"{0:08d}{number:010d}"
    check = 98 - int(f"{account}131400") % 97
    return f"DE{check:02d}{account}"
