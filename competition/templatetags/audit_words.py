"""`{% load audit_words %}`: acts of the audit log and what was done to a chain, in words."""

from django.template import Library

from competition.audit import Fault, words

register = Library()


@register.filter
def act_sentence(act: str) -> str:
    """`{{ entry.act|act_sentence }}` → "Eine Bewerbung ist eingegangen."."""
    return words.sentence(act)


@register.filter
def fault_sentence(fault: Fault) -> str:
    """`{{ state.fault|fault_sentence }}` → "Der Eintrag wurde geändert."."""
    return str(words.FAULTS[fault])
