"""`{% load kern %}`: every component of kern/README.md."""

from django.template import Library

from kern.tags import content, feedback, marks, navigation, page

register = Library()

for part in (content, feedback, marks, navigation, page):
    register.tags.update(part.register.tags)
