"""The faults that ``make sabotage`` applies: one line each, and the test that must notice it."""

from dataclasses import dataclass

UNIT_SERVICES = "tests/competition/services"
JURY_SERVICES = "tests/reviews/services"
YEARS_SERVICES = "tests/programme/services"
RACES = "tests/races"
CONFIG = "tests/config"


@dataclass(frozen=True)
class Fault:
    """``old`` stands exactly once in the file; ``new`` takes its place, and ``test`` turns red."""

    name: str
    file: str
    old: str
    new: str
    test: str


FAULTS = (
    Fault(
        "the deadline's own instant counts as in time",
        "competition/phases.py",
        "return received_at < deadline_at",
        "return received_at <= deadline_at",
        f"{UNIT_SERVICES}/test_submission.py"
        "::test_submit_at_or_after_the_deadline_is_refused_and_remembered",
    ),
    Fault(
        "the wait for a thread counts against the sender",
        "competition/last_byte.py",
        "return found if timedelta() < found <= LONGEST else timedelta()",
        "return timedelta()",
        f"{RACES}/test_deadline_http.py"
        "::test_t01_whoever_waited_for_a_thread_counts_from_the_last_byte",
    ),
    Fault(
        "whoever began to send in time is in time",
        "competition/last_byte.py",
        "found = timedelta(milliseconds=milliseconds) - TICK",
        "found = timedelta(milliseconds=milliseconds) + timedelta(seconds=2)",
        f"{RACES}/test_deadline_http.py"
        "::test_t01_whoever_waited_for_a_thread_counts_from_the_last_byte",
    ),
    Fault(
        "half a form counts as one",
        "config/bodies.py",
        "if len(data) < wanted:",
        "if len(data) > wanted:",
        f"{RACES}/test_deadline_http.py::test_t01_form_that_breaks_off_counts_for_nothing",
    ),
    Fault(
        "what waited until the review was open goes into the closed set",
        "competition/services/submission.py",
        "    if call.screening_closed_at:\n",
        "    if occasion == Occasion.LATE and call.screening_closed_at:\n",
        f"{UNIT_SERVICES}/test_deadline.py"
        "::test_t01_what_waited_until_the_review_was_open_is_refused_and_on_record",
    ),
    Fault(
        "a submission does not ask for the call's lock",
        "competition/services/submission.py",
        "    locks.share_call(application.call_id)\n"
        "    application = locks.own_application(application.pk)\n"
        "    ground",
        "    application = locks.own_application(application.pk)\n    ground",
        f"{RACES}/test_deadline.py"
        "::test_who_waits_too_long_for_the_lock_is_on_record_and_may_try_again",
    ),
    Fault(
        "an application's row is not locked",
        "competition/locks.py",
        "Application.objects.select_for_update()",
        "Application.objects.all()",
        f"{RACES}/test_submission.py::test_t05_200_simultaneous_submits_of_one_draft_give_one_receipt",
    ),
    Fault(
        "an application is read with its lock and not after it",
        "competition/locks.py",
        '"contact"\n        ).get(pk=locked.get(pk=application_id))',
        '"contact"\n        ).select_for_update(of=("self",)).get(pk=application_id)',
        f"{RACES}/test_submission.py::test_t05_200_simultaneous_submits_of_one_draft_give_one_receipt",
    ),
    Fault(
        "submitting the same again seals a second version",
        "competition/services/submission.py",
        "if application.valid_version and application.valid_version.digest == digest:",
        "if False:",
        f"{UNIT_SERVICES}/test_submission.py::test_submit_twice_gives_the_same_receipt",
    ),
    Fault(
        "a late attempt is not remembered",
        "competition/services/submission.py",
        "        remember(application, by, received_at, refusal.code,"
        " drafts.digest(application))\n",
        "",
        f"{UNIT_SERVICES}/test_submission.py"
        "::test_submit_at_or_after_the_deadline_is_refused_and_remembered",
    ),
    Fault(
        "a municipality's lock is not asked for at the start",
        "competition/services/applications.py",
        "        locks.own_municipalities([municipality.pk])\n",
        "",
        f"{RACES}/test_submission.py::test_50_starts_of_one_municipality_give_one_application",
    ),
    Fault(
        "a partner may take part in several applications",
        "competition/services/partners.py",
        "is_exclusive=application.call.partners_exclusive",
        "is_exclusive=False",
        f"{RACES}/test_submission.py"
        "::test_a_municipality_that_confirms_everywhere_at_once_takes_part_once",
    ),
    Fault(
        "an answer is saved over whatever version stands there",
        "competition/services/answers.py",
        "mine.filter(version=change.version).update(",
        "mine.update(",
        f"{RACES}/test_submission.py"
        "::test_t09_of_20_who_save_over_the_same_version_one_wins_and_nobody_loses_a_text",
    ),
    Fault(
        "a juror opens what a conflict forbids",
        "reviews/queries.py",
        "is_conflicted=False, is_declared=True, call__rubric",
        "is_declared=True, call__rubric",
        "tests/reviews/test_queries.py::test_juror_opens_nothing_of_which_a_conflict_came_later",
    ),
    Fault(
        "a rubric changes after its call is published",
        "reviews/services/rubric.py",
        "    if call.published_at:\n"
        '        raise Refusal("frozen")\n'
        "    for name, value in fields.items():",
        "    for name, value in fields.items():",
        f"{JURY_SERVICES}/test_rubric.py::test_define_after_the_call_is_published_is_refused",
    ),
    Fault(
        "a colleague's rubric is replaced by one that was typed before it",
        "reviews/services/rubric.py",
        "bundles.rubric_digest(stored) != over",
        "stored is None and over",
        f"{JURY_SERVICES}/test_rubric.py::test_edit_over_something_else_is_refused",
    ),
    Fault(
        "a score is saved while the scores are being locked",
        "reviews/services/reviews.py",
        "    locks.share_call(juror.call_id)\n    rubric, at = require_reviewable(",
        "    rubric, at = require_reviewable(",
        f"{RACES}/test_awards.py::test_t18_a_score_under_way_is_saved_before_the_scores_are_locked",
    ),
    Fault(
        "a mean is a float",
        "reviews/ranking.py",
        "return _sum([value.as_integer_ratio() for value in points], len(points))",
        "return Fraction(float(sum(points, Fraction(0))) / len(points))",
        "tests/reviews/test_ranking.py::test_mean_is_exact",
    ),
    Fault(
        "a weighted sum is a float",
        "reviews/ranking.py",
        "(c.weight.numerator * value.numerator, c.weight.denominator * value.denominator)",
        "float(c.weight * value).as_integer_ratio()",
        "tests/reviews/test_ranking.py::test_weighted_sum_is_exact",
    ),
    Fault(
        "who proposed a decision confirms it",
        "reviews/services/decision.py",
        "if decision.proposed_by_id == by.pk:",
        "if False:",
        f"{JURY_SERVICES}/test_decision.py::test_confirm_by_who_proposed_is_refused",
    ),
    Fault(
        "who prepared an announcement confirms it",
        "competition/services/announcement.py",
        "if announcement.prepared_by_id == by.pk:",
        "if False:",
        f"{UNIT_SERVICES}/test_announcement.py::test_confirm_by_who_prepared_is_refused",
    ),
    Fault(
        "more awards than places",
        "competition/services/awards.py",
        "if standing.count() + len(applications) > call.places_count:",
        "if False:",
        f"{UNIT_SERVICES}/test_awards.py::test_grant_of_more_than_the_places_is_refused_as_a_whole",
    ),
    Fault(
        "awards are granted without the call's lock",
        "competition/services/awards.py",
        "call = locks.own_call(call.pk)",
        "call.refresh_from_db()",
        f"{RACES}/test_awards.py"
        "::test_t15_t16_twelve_hands_on_nine_places_give_nine_awards_within_the_budget",
    ),
    Fault(
        "awards are public before their instant",
        "competition/models/award.py",
        '                call__announcement__public_at__lte=F("round_time"),\n',
        "",
        f"{UNIT_SERVICES}/test_awards.py"
        "::test_awards_are_public_from_the_instant_of_a_confirmed_announcement",
    ),
    Fault(
        "the decision is public before its instant",
        "competition/models/announcement.py",
        '                call__announcement__public_at__lte=F("round_time"),\n',
        "",
        "tests/harness/test_twin_worlds.py::test_a_moment_before_the_instant_all_answers_are_alike",
    ),
    Fault(
        "letters leave before their instant",
        "competition/models/notice.py",
        "state=NoticeState.WAITING, due_at__lte=at, next_try_at__lte=at",
        "state=NoticeState.WAITING",
        "tests/competition/letters/test_outbox.py::test_deliver_waits_for_the_instant",
    ),
    Fault(
        "letters are sent in the request that owes them",
        "competition/letters/outbox.py",
        'ignore_conflicts=True)\n    nudge("competition.deliver")',
        "ignore_conflicts=True)\n    deliver_due()",
        f"{RACES}/test_letters.py::test_no_letter_leaves_in_the_request_that_owes_it",
    ),
    Fault(
        "a letter is not locked while it is sent",
        "competition/letters/outbox.py",
        '.select_for_update(skip_locked=True, of=("self",))',
        ".all()",
        f"{RACES}/test_awards.py::test_of_many_sweeps_each_letter_is_sent_by_one",
    ),
    Fault(
        "an audit entry forgets the digest before it",
        "competition/audit/writing.py",
        "previous_digest=head.digest,",
        'previous_digest="0" * 64,',
        "tests/competition/audit/test_checking.py::test_log_chains_each_entry_to_the_one_before",
    ),
    Fault(
        "a dead broker fails the act that nudges",
        "competition/nudge.py",
        "transaction.on_commit(_publisher(task, ids), robust=True)",
        "transaction.on_commit(lambda: task.apply_async(args=ids, retry=False))",
        f"{RACES}/test_letters.py::test_a_dead_broker_fails_no_submission",
    ),
    Fault(
        "a nudge leaves before the commit",
        "competition/nudge.py",
        "transaction.on_commit(_publisher(task, ids), robust=True)",
        "_publisher(task, ids)()",
        f"{RACES}/test_letters.py::test_a_nudge_leaves_after_the_commit",
    ),
    Fault(
        "who proposes an extension may confirm it",
        "competition/services/extensions.py",
        "        if extension.proposed_by_id == by.pk:\n",
        "        if False:\n",
        f"{UNIT_SERVICES}/test_extensions.py::test_proposer_cannot_confirm",
    ),
    Fault(
        "who proposes a late admission may confirm it",
        "competition/services/late_admissions.py",
        "        if admission.proposed_by_id == by.pk:\n",
        "        if False:\n",
        f"{UNIT_SERVICES}/test_late_admissions.py::test_proposer_cannot_confirm",
    ),
    Fault(
        "a proposed late admission already lets in",
        "competition/deadlines.py",
        "        LateAdmission.objects.valid()\n        .filter(application=application)",
        "        LateAdmission.objects.filter(application=application)",
        f"{UNIT_SERVICES}/test_late_admissions.py::test_proposal_lets_nobody_in_yet",
    ),
    Fault(
        "a correction has no end",
        "competition/services/corrections.py",
        "if not in_time(received_at=at, deadline_at=correction.due_at):",
        "if False:",
        f"{UNIT_SERVICES}/test_corrections.py"
        "::test_t01_end_of_the_correction_is_exclusive_and_the_arrival_counts",
    ),
    Fault(
        "a deputy promotes oneself",
        "competition/services/memberships.py",
        "if membership.user_id == by.pk and role in SIGNING:",
        "if False:",
        f"{UNIT_SERVICES}/test_memberships.py::test_deputy_does_not_promote_oneself",
    ),
    Fault(
        "the office enters without a second factor",
        "competition/accounts/second_factor.py",
        "    if is_proven(request):\n        return\n    name =",
        "    if request:\n        return\n    name =",
        "tests/competition/accounts/test_second_factor.py"
        "::test_office_without_a_second_factor_is_sent_to_set_one_up",
    ),
    Fault(
        "a save does not look at the version",
        "competition/services/answers.py",
        "mine.filter(version=change.version)",
        "mine.filter()",
        f"{UNIT_SERVICES}/test_answers.py"
        "::test_save_over_a_colleague_s_text_is_refused_with_both_texts",
    ),
    Fault(
        "a letter that has left keeps its token",
        "competition/letters/outbox.py",
        'notice.body = notice.body.replace(notice.secret, "[…]")',
        "pass",
        "tests/competition/letters/test_outbox.py"
        "::test_token_leaves_with_the_letter_and_stays_nowhere",
    ),
    Fault(
        "a conflict that was upheld is lifted",
        "reviews/models/jury.py",
        "LIFTING = (Settlement.WAIVED, Settlement.DISMISSED)",
        "LIFTING = (Settlement.WAIVED, Settlement.DISMISSED, Settlement.UPHELD)",
        f"{JURY_SERVICES}/test_settlements.py::test_what_is_not_lifted_stays_closed",
    ),
    Fault(
        "the chair settles an own conflict",
        "reviews/policies.py",
        'return Verdict(False, "deputy_decides" if seat is not None else "own_conflict")',
        "return YES",
        f"{JURY_SERVICES}/test_settlements.py::test_the_chair_settles_no_own_conflict",
    ),
    Fault(
        "an ended assignment still counts",
        "reviews/cases.py",
        "Review.objects.filter(Exists(assigned), application__call=call)",
        "Review.objects.filter(application__call=call)",
        f"{JURY_SERVICES}/test_assignment_changes.py"
        "::test_final_review_of_an_ended_assignment_counts_no_more",
    ),
    Fault(
        "the scores of others show before the own review is final",
        "reviews/queries.py",
        "own.filter(state=ReviewState.FINAL)",
        "own",
        "tests/harness/test_juror_twin_worlds.py"
        "::test_c21_blind_until_the_own_review_is_final_and_the_call_says",
    ),
    Fault(
        "a save of a review leaves no snapshot",
        "reviews/services/reviews.py",
        "            **content,\n",
        "            **entries.empty(),\n",
        f"{JURY_SERVICES}/test_reviews.py"
        "::test_save_keeps_all_that_was_typed_and_leaves_a_snapshot_per_version",
    ),
    Fault(
        "who is befangen sees what is discussed",
        "reviews/session/room.py",
        '            return "conflicted"\n',
        '            return ""\n',
        "tests/reviews/session/test_room.py::test_what_is_hidden_has_no_numbers_at_all",
    ),
    Fault(
        "a score changes without its first value",
        "reviews/services/revisions.py",
        "            steps_before=score.steps,\n",
        "            steps_before=steps,\n",
        f"{JURY_SERVICES}/test_revisions.py::test_a_changed_score_keeps_both_values",
    ),
    Fault(
        "who is out votes",
        "reviews/services/deliberation.py",
        "present = len(room.in_room(item))",
        "present = len(room.present(item.session))",
        f"{JURY_SERVICES}/test_deliberation.py::test_who_is_out_has_no_vote",
    ),
    Fault(
        "a change of the decision shows before its instant",
        "competition/models/award.py",
        '| Q(amendment__public_at__lte=F("round_time"))',
        "| Q(amendment__isnull=False)",
        f"{UNIT_SERVICES}/test_amendments.py"
        "::test_nothing_of_it_is_seen_before_its_instant_and_all_of_it_from_then",
    ),
    Fault(
        "a decision is confirmed that nobody has read",
        "reviews/services/decision.py",
        "        if read != decision.digest or read != digest_of(decision, deviation):\n"
        '            raise Refusal("decision_changed")\n'
        "        if decision.state == DecisionState.CONFIRMED and",
        "        if decision.state == DecisionState.CONFIRMED and",
        f"{JURY_SERVICES}/test_later_decisions.py"
        "::test_what_was_changed_past_the_services_is_not_confirmed",
    ),
    Fault(
        "an auditor acts",
        "competition/policies.py",
        "    if not is_clerk(user):\n",
        "    if not is_office(user):\n",
        f"{UNIT_SERVICES}/test_retention.py::test_two_persons",
    ),
    Fault(
        "an award is declined before it is announced",
        "competition/services/awards.py",
        "        _require_public(award, by)\n",
        "",
        f"{UNIT_SERVICES}/test_awards.py::test_what_is_not_public_cannot_be_declined",
    ),
    Fault(
        "one person erases",
        "competition/services/retention.py",
        "        if erasure.proposed_by_id == by.pk:\n",
        "        if erasure.proposed_by_id is None:\n",
        f"{UNIT_SERVICES}/test_retention.py::test_two_persons",
    ),
    Fault(
        "many applications are screened otherwise than was read",
        "competition/services/screening.py",
        "        if found.digest != digest:\n",
        "        if found.digest is None:\n",
        f"{UNIT_SERVICES}/test_screening_plan.py"
        "::test_an_answered_correction_between_reading_and_confirming_refuses",
    ),
    Fault(
        "a letter takes a placeholder that nobody knows",
        "competition/letters/placeholders.py",
        "token.group(1) not in known:",
        "not known:",
        "tests/competition/letters/test_placeholders.py"
        "::test_anything_else_in_braces_is_unknown_and_stays_as_written",
    ),
    Fault(
        "deviating costs nothing",
        "reviews/decisions/proposal.py",
        'str(Fraction(result["total"]) - judged.total)',
        "str(Fraction(0))",
        f"{JURY_SERVICES}/test_later_decisions.py::test_deviation_has_its_exact_price",
    ),
    Fault(
        "two tranches together exceed the award",
        "programme/queries/tranches.py",
        "    if before_cents + tranche.amount_cents > agreement.award.amount_cents:\n",
        "    if before_cents > agreement.award.amount_cents:\n",
        f"{YEARS_SERVICES}/test_tranches.py::test_never_more_than_the_award",
    ),
    Fault(
        "an agreement's row is not locked",
        "programme/locks.py",
        "    _hold(Agreement.objects.all(), agreement_id)\n",
        "",
        f"{RACES}/test_payments.py::test_a_payment_ordered_and_rejected_at_once_is_one_of_the_two",
    ),
    Fault(
        "who certifies a payment orders it",
        "programme/services/tranches.py",
        "if by.pk in {request.checked_by_id, request.requested_by_id}:",
        "if by.pk == request.requested_by_id:",
        f"{YEARS_SERVICES}/test_tranches.py::test_who_certifies_never_orders",
    ),
    Fault(
        "places that are held count as free",
        "programme/services/registrations.py",
        "rows.filter(state__in=TAKES_A_PLACE).count()",
        "rows.filter(state=RegistrationState.CONFIRMED).count()",
        f"{YEARS_SERVICES}/test_registrations.py::test_only_a_confirmed_address_moves_up",
    ),
    Fault(
        "an event's row is not locked",
        "programme/locks.py",
        "    _hold(Event.objects.all(), event_id)\n",
        "",
        f"{RACES}/test_registrations.py"
        "::test_500_registrations_at_once_for_100_places_hold_100_and_tell_400_to_wait",
    ),
    Fault(
        "a comment counts by when it is stored and not by when it came",
        "programme/services/comments.py",
        "received_at=arrived_at, deadline_at=consultation.ends_at",
        "received_at=clock.now(consultation.programme.call), deadline_at=consultation.ends_at",
        f"{YEARS_SERVICES}/test_comments.py::test_the_arrival_decides_at_the_end",
    ),
    Fault(
        "a comment is public before the office has read it",
        "programme/models/consultation.py",
        "            state=CommentState.SHOWN,\n",
        "            confirmed_at__isnull=False,\n",
        f"{YEARS_SERVICES}/test_comments.py::test_a_comment_counts_once_its_address_is_confirmed",
    ),
    Fault(
        "the profile of an award that has ended stays public",
        "programme/models/profile.py",
        "            profile__award__in=Award.objects.public(at),\n",
        "",
        f"{YEARS_SERVICES}/test_profiles.py::test_with_the_award_the_profile_goes",
    ),
    Fault(
        "an agreement is accepted that nobody has read",
        "programme/services/agreements.py",
        "        if agreement.accepted_at:\n"
        '            raise Refusal("decision_settled")\n'
        "        if agreement.digest != read:\n",
        "        if agreement.accepted_at:\n"
        '            raise Refusal("decision_settled")\n'
        "        if not read:\n",
        f"{YEARS_SERVICES}/test_agreements.py::test_only_what_was_read_is_confirmed_and_accepted",
    ),
    Fault(
        "of a comment's link the secret itself is kept",
        "programme/services/comments.py",
        "        secret_digest=link_secrets.digest(secret),\n",
        "        secret_digest=secret,\n",
        f"{YEARS_SERVICES}/test_comments.py::test_of_the_link_and_of_the_origin_digests_are_kept",
    ),
    Fault(
        "the letters of who has registered outlive the erasure",
        "programme/services/registrants.py",
        '        mine.update(address="", subject=ERASED, body=ERASED, secret="")\n',
        "",
        f"{YEARS_SERVICES}/test_registrations.py"
        "::test_everything_about_a_person_is_erased_after_the_set_time",
    ),
    Fault(
        "a report is judged that nobody has read",
        "programme/services/reports.py",
        "        if version.digest != read:\n",
        "        if not read:\n",
        f"{YEARS_SERVICES}/test_reports.py::test_the_office_accepts_what_it_has_read",
    ),
    Fault(
        "nothing is put off, however much waits",
        "config/middleware/overload.py",
        "if not gate.admits(kind):",
        "if False:",
        f"{CONFIG}/test_overload.py::test_a_save_while_typing_is_put_off_in_a_sentence",
    ),
    Fault(
        "a save that somebody asked for is put off like typing",
        "config/middleware/overload.py",
        "if is_save and BY_HAND in request.headers:",
        "if False:",
        f"{CONFIG}/test_overload.py::test_a_save_that_somebody_asked_for_is_needed",
    ),
    Fault(
        "no thread is kept for submitting from what hangs",
        "config/load.py",
        "return hanging >= max(1, self.threads - kept)",
        "return hanging > self.threads",
        f"{CONFIG}/test_load.py::test_a_quarter_of_the_threads_is_kept_from_what_hangs",
    ),
    Fault(
        "whoever asks later in a minute writes over what was seen",
        "competition/services/availability.py",
        "    WHERE known.asked_at IS NULL\n",
        "",
        f"{UNIT_SERVICES}/test_availability.py::test_whoever_was_slower_to_ask_changes_nothing",
    ),
    Fault(
        "requests that were turned away are counted anew instead of added",
        "competition/services/availability.py",
        "busy_count = known.busy_count + excluded.busy_count,",
        "busy_count = excluded.busy_count,",
        f"{UNIT_SERVICES}/test_availability.py"
        "::test_counts_are_added_to_the_minute_in_which_they_were_made",
    ),
    Fault(
        "a site without its tables calls itself ready",
        "config/monitoring/readiness.py",
        "    return not missing",
        "    return True",
        f"{CONFIG}/test_monitoring.py::test_c23_not_ready_without_its_tables_says_no_more_than_that",
    ),
    Fault(
        "without a token of metrics the empty one is right",
        "config/monitoring/views.py",
        "return bool(settings.METRICS_TOKEN) and hmac",
        "return hmac",
        f"{CONFIG}/test_metrics.py::test_c23_where_no_token_is_set_none_is_right",
    ),
    Fault(
        "everybody chooses the number of the own request",
        "config/middleware/request_ids.py",
        ' if settings.BEHIND_PROXY else ""',
        "",
        f"{CONFIG}/test_request_ids.py::test_without_a_proxy_nobody_chooses_the_number",
    ),
    Fault(
        "everybody waits for a broker that does not answer",
        "competition/nudge.py",
        " or began < _Quiet.until",
        "",
        "tests/competition/test_nudge.py"
        "::test_whoever_has_waited_for_the_broker_in_vain_spares_others_the_wait",
    ),
    Fault(
        "a letter at which the server falls silent stays first in line",
        "competition/letters/outbox.py",
        "            _put_off(notice, at, error)\n            return outcome\n",
        "            return outcome\n",
        "tests/competition/letters/test_outbox.py"
        "::test_a_letter_at_which_the_line_breaks_waits_and_the_others_leave",
    ),
    Fault(
        "a database that is away is called a mistake of the program",
        "config/errors.py",
        "    if is_busy:\n        return is_busy\n",
        "",
        f"{CONFIG}/test_errors.py::test_no_address_needs_the_database_to_say_that_it_is_away",
    ),
    Fault(
        "with a clock set back nothing is repeated for an hour",
        "config/beat.py",
        "            entry.last_run_at = now\n",
        "            pass\n",
        f"{CONFIG}/test_beat.py::test_what_seems_to_have_run_later_than_now_counts_as_run_now",
    ),
)
