"""People, their roles and accounts, and who acts for a municipality."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "not_allowed": Entry(403, _("Dafür fehlt Ihnen die Berechtigung.")),
    "office_reads_only": Entry(
        403,
        _("Sie dürfen hier lesen, aber nichts ändern. Das kann nur die Sachbearbeitung."),
    ),
    "last_clerks": Entry(
        409,
        _(
            "Es müssen zwei Personen der Sachbearbeitung bleiben: Vieles hier braucht zwei. Laden "
            "Sie zuerst jemand anderen ein."
        ),
    ),
    "application_erased": Entry(
        410, _("Der Inhalt ist nach Ablauf der Aufbewahrungsfrist gelöscht worden.")
    ),
    "letter_erased": Entry(
        410, _("Dieses Schreiben ist nach Ablauf der Aufbewahrungsfrist gelöscht worden.")
    ),
    "erasure_standing": Entry(
        409, _("Eine Löschung ist bereits vorgeschlagen. Bestätigen oder verwerfen Sie sie zuerst.")
    ),
    "erasure_changed": Entry(
        409,
        _(
            "Inzwischen ist anderes zur Löschung fällig, als Sie gelesen haben. Bitte lesen Sie es "
            "noch einmal."
        ),
    ),
    "nothing_to_erase": Entry(409, _("Zurzeit ist nichts zur Löschung fällig.")),
    "office_role_standing": Entry(409, _("Diese Person hat diese Rolle bereits.")),
    "clerk_by_invitation": Entry(
        409,
        _(
            "In die Sachbearbeitung kommt nur, wen ein Mitglied einlädt und ein zweites bestätigt. "
            "Senden Sie eine Einladung."
        ),
    ),
    "not_found": Entry(404, _("Das gibt es hier nicht.")),
    "same_person": Entry(
        409, _("Bestätigen muss eine zweite Person: Sie haben den Vorgang selbst vorgeschlagen.")
    ),
    "roles_collide": Entry(
        409,
        _(
            "Wer zur Geschäftsstelle gehört, kann weder für eine Kommune handeln noch in der Jury "
            "sitzen (§ 20 VwVfG)."
        ),
    ),
    # Who acts for a municipality
    "already_member": Entry(409, _("Diese Person handelt bereits für diese Kommune.")),
    "last_member": Entry(
        409,
        _(
            "Das ist die letzte Person, die für diese Kommune handelt. Nehmen Sie zuerst jemand "
            "anderen auf, oder wenden Sie sich an die Geschäftsstelle."
        ),
    ),
    "last_signatory": Entry(
        409,
        _(
            "Das ist die letzte vertretungsberechtigte Person dieser Kommune. Benennen Sie zuerst "
            "eine andere, oder wenden Sie sich an die Geschäftsstelle."
        ),
    ),
    "own_role": Entry(403, _("Das Recht zu vertreten kann sich niemand selbst geben.")),
    "request_settled": Entry(409, _("Über diese Anfrage ist bereits entschieden.")),
    "invitation_standing": Entry(
        409, _("Diese Adresse ist bereits eingeladen. Sie können die Einladung erneut senden.")
    ),
    "invitation_unconfirmed": Entry(
        409, _("Diese Einladung muss erst ein zweites Mitglied der Geschäftsstelle bestätigen.")
    ),
    "invitation_settled": Entry(
        409, _("Diese Einladung ist bereits angenommen oder zurückgezogen.")
    ),
    "invitation_for_another": Entry(
        409,
        _(
            "Die Einladung ging an %(address)s. Bitte bestätigen Sie, dass sie für Sie bestimmt "
            "ist, oder melden Sie sich mit dem Konto dieser Adresse an."
        ),
    ),
    "link_used": Entry(400, _("Dieser Link gilt nicht mehr: Er ist abgelaufen oder benutzt.")),
    "mailbox_known": Entry(409, _("Dieses Postfach ist bereits eingetragen.")),
    "address_invalid": Entry(
        400, _("Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@kommune.example.")
    ),
    "credentials_wrong": Entry(400, _("E-Mail-Adresse oder Passwort stimmt nicht.")),
    "account_unknown": Entry(404, _("Zu dieser Adresse gibt es kein Konto.")),
    "code_wrong": Entry(400, _("Der Code stimmt nicht, oder er wurde schon benutzt.")),
    "sign_in_again": Entry(
        403,
        _(
            "Für diesen Schritt müssen Sie sich eben erst angemeldet haben. Bitte melden Sie sich "
            "ab, dann wieder an, und wiederholen Sie den Schritt."
        ),
    ),
    "second_factor_standing": Entry(409, _("Eine App ist schon eingerichtet.")),
    "second_factor_missing": Entry(
        409, _("Für diese Person ist kein zweiter Faktor eingerichtet.")
    ),
    "rescue_standing": Entry(
        409, _("Für diese Person liegt schon ein Vorschlag vor, über den noch entschieden wird.")
    ),
    "rescue_settled": Entry(409, _("Über diesen Vorschlag ist bereits entschieden.")),
    "rescue_of_oneself": Entry(
        409, _("Die eigene Rettung können Sie weder vorschlagen noch bestätigen.")
    ),
}
