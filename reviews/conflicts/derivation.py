"""What follows from the register about a juror and an application: conflicts of interest, derived.

Plain rules on plain facts (§§ 20, 21 VwVfG). The own municipality or its county
excludes: whoever acts for a party or belongs to it must not take part (§ 20 I VwVfG). A mandate in
an association, a ministry of the state and an equal mail domain are hints of possible bias
(§ 21 VwVfG), which the chair may waive with a reason.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

# The reasons as they are stored (reviews.models.jury.ConflictReason), strongest first.
OWN_MUNICIPALITY, MANDATE, MINISTRY, MAIL_DOMAIN = DERIVED = (
    *("own_municipality", "mandate"),
    *("ministry", "mail_domain"),
)
HARD, SOFT = "hard", "soft"

COUNTY = "county"
# Which kinds of municipality an association speaks for.
REPRESENTED = {
    "landkreistag": frozenset({COUNTY}),
    "staedtetag": frozenset({"independent_city"}),
    "dstgb": frozenset({"town", "municipality"}),
}

# Domains under which anybody has an address: equal ones say nothing. The last ones belong to
# nobody (RFC 2606, section 3).
SHARED_DOMAINS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de"),
        *("live.com", "live.de", "msn.com", "icloud.com", "me.com", "yahoo.com", "yahoo.de"),
        *("gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de", "email.de", "t-online.de"),
        *("freenet.de", "arcor.de", "vodafone.de", "posteo.de", "posteo.net", "mailbox.org"),
        *("aol.com", "proton.me", "protonmail.com", "tutanota.com", "tutanota.de", "tuta.io"),
        *("example.com", "example.net", "example.org"),
    }
)


class Place(Protocol):
    """A municipality: its official key, its kind, its state."""

    @property
    def ags(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Ties:
    """What is known of a juror. ``own``: the own town and those that the person acts for."""

    own: tuple[Place, ...] = ()
    association: str = ""
    state: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A municipality that takes part in an application, lead or confirmed partner.

    ``domains``: the mail domains of those who act for it in the portal.
    """

    place: Place
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One conflict that follows: the reason, and what it rests on (a name, a domain)."""

    reason: str
    detail: str


def severity(reason: str) -> str:
    """``hard`` or ``soft``, by the reason alone, whoever names it.

    The same for what a juror declares as for what is derived: a mandate does not become graver
    because the juror says so, or nobody would. Own municipality, employment and kinship exclude by
    law (§ 20 I no. 1 to 5 VwVfG). "Another reason" excludes as well: a juror who feels biased
    (§ 21 VwVfG) gives a ground that nobody else can weigh, so nobody may wave it through.
    """
    return SOFT if reason in (MANDATE, MINISTRY, MAIL_DOMAIN) else HARD


def is_own(mine: Place, theirs: Place) -> bool:
    """Whether ``theirs`` is the municipality itself, its county, or one of the county's towns.

    A county's key is the first five digits of its members' keys, filled with 000.
    """
    if mine.ags == theirs.ags:
        return True
    return mine.ags[:5] == theirs.ags[:5] and COUNTY in (mine.kind, theirs.kind)


def mail_domain(address: str) -> str:
    """The domain behind an address; "" where it says nothing about whom the person works for."""
    domain = address.rpartition("@")[2].strip().rstrip(".").casefold()
    shared = domain in SHARED_DOMAINS or domain.rpartition(".")[2] == "invalid"
    return "" if shared else domain


def mail_domains(addresses: Iterable[str]) -> frozenset[str]:
    """The telling domains of several addresses."""
    return frozenset(map(mail_domain, addresses)) - {""}


def findings(ties: Ties, parties: Collection[Party]) -> list[Finding]:
    """All that follows for one juror and one application, strongest first, each reason once."""
    found: dict[str, Finding] = {}
    for finding in _all(ties, parties):
        found.setdefault(finding.reason, finding)
    return [found[reason] for reason in DERIVED if reason in found]


def _all(ties: Ties, parties: Collection[Party]) -> Iterator[Finding]:
    represented = REPRESENTED.get(ties.association, frozenset())
    domain = mail_domain(ties.address)
    for party in parties:
        if any(is_own(own, party.place) for own in ties.own):
            yield Finding(OWN_MUNICIPALITY, party.place.name)
        if party.place.kind in represented:
            yield Finding(MANDATE, party.place.name)
        if ties.state and party.place.state == ties.state:
            yield Finding(MINISTRY, party.place.name)
        if domain and domain in party.domains:
            yield Finding(MAIL_DOMAIN, domain)


def outweighs(found: str, standing: str) -> bool:
    """Whether a reason takes the place of one that stands: one row a pair, and HARD beats SOFT."""
    return severity(found) == HARD and severity(standing) == SOFT


def reopens(found: str, settled: str) -> bool:
    """Whether a derived reason opens a pair again that was waived or dismissed for ``settled``.

    Whoever settled a derived conflict saw all that was derived, so only a harder reason opens it
    again; whoever dismissed what a person had declared has not ruled on the register at all.
    """
    if settled not in DERIVED:
        return True
    return outweighs(found, settled)
