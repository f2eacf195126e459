"""`{% load kern %}`: every component of kern/README.md."""

from django.template import Library

from kern.tags import charts, content, feedback, fields, marks, navigation, page

register = Library()

for part in (charts, content, feedback, fields, marks, navigation, page):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
