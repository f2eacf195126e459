"""The component tags, grouped by what they are for; `{% load kern %}` loads them all."""
