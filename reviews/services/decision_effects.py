"""What follows from a confirmed decision: awards, frozen documents, letters, the Auswahlvermerk.

All of it needs the transaction of the confirmation and its exclusive lock of the call.
"""

from collections.abc import Collection, Iterable

from competition import receipts
from competition.models import Amendment, Application, Award, Call, User
from competition.models.announcement import PublicationKind
from competition.models.award import AwardState
from competition.services import amendments, awards, publications, unannounced
from reviews import bundles
from reviews.decisions import grounds, memo
from reviews.models import Decision, Deviation
from reviews.selection.parsing import parse_case
from reviews.selection.standing import stand


def bring_about(
    *, call: Call, decision: Decision, deviation: Deviation | None, by: User
) -> Amendment | None:
    """Make the awards and the documents what the decision says, and freeze its record."""
    held, gone = grounds.standing(call), grounds.declined(call)
    selected = set(decision.selected)
    grants = _applications(call, selected - held - gone)
    ends = _applications(call, held - selected)
    amendment = None
    if decision.public_at is not None:
        amendment = _amend(call, decision, grants, ends, by)
    else:
        if decision.replaces_id is not None:
            unannounced.withdraw(call=call, ends=ends, by=by)
        if grants:
            awards.grant(call=call, applications=grants, by=by)
    decision.awards.set(
        Award.objects.filter(
            call=call, state=AwardState.GRANTED, application__public_id__in=selected
        )
    )
    _freeze(call, decision, deviation, amendment, changed=[*grants, *ends])
    if amendment is not None:
        amendments.owe_letters(amendment)
    decision.memo = memo.document(call=call, decision=decision, deviation=deviation)
    decision.memo_digest = receipts.digest(decision.memo)
    decision.save(update_fields=["memo", "memo_digest"])
    return amendment


def _amend(
    call: Call,
    decision: Decision,
    grants: list[Application],
    ends: list[Application],
    by: User,
) -> Amendment:
    if decision.public_at is None:
        raise ValueError("only a decision with an instant amends")
    standing = Award.objects.filter(call=call, state=AwardState.GRANTED, application__in=ends)
    return amendments.make(
        call=call,
        ends=list(standing.order_by("pk")),
        grants=grants,
        reason=decision.reason,
        public_at=decision.public_at,
        proposed_by=decision.proposed_by,
        proposed_at=decision.proposed_at,
        by=by,
    )


def _freeze(
    call: Call,
    decision: Decision,
    deviation: Deviation | None,
    amendment: Amendment | None,
    changed: Collection[Application],
) -> None:
    """The decision's document, and reasons for everybody; of a change for whom it concerns.

    Where a change rests on another run than the decision before, everybody's numbers may be
    others: then all get reasons anew.
    """
    held, standing = grounds.standing(call), stand(parse_case(decision.run.input))
    publications.freeze(
        call=call,
        kind=PublicationKind.DECISION,
        content=bundles.decision_document(
            call=call,
            decision=decision,
            deviation=deviation,
            selected=_applications(call, held),
            standing=standing,
        ),
        amendment=amendment,
    )
    publications.freeze_each(
        call=call,
        kind=PublicationKind.REASONS,
        contents=bundles.reasons_documents(
            call=call,
            decision=decision,
            applications=_told(call, decision, amendment, changed),
            deviation=deviation,
            standing=standing,
        ),
        amendment=amendment,
    )


def _told(
    call: Call,
    decision: Decision,
    amendment: Amendment | None,
    changed: Collection[Application],
) -> Iterable[Application]:
    replaced = decision.replaces
    if amendment is not None and replaced is not None and replaced.run_id == decision.run_id:
        return changed
    everybody = {row["id"] for row in decision.run.input["applications"]}
    rows = Application.objects.filter(call=call).only("public_id")
    return [row for row in rows.order_by("municipality__name", "pk") if row.public_id in everybody]


def _applications(call: Call, public_ids: Collection[str]) -> list[Application]:
    return list(
        Application.objects.filter(call=call, public_id__in=public_ids)
        .select_related("call", "municipality", "valid_version")
        .defer("valid_version__content")
        .order_by("municipality__name", "pk")
    )
