from django import template

from demo.people import ENTERED, Person

register = template.Library()


@register.simple_tag
def example_people() -> list[Person]:
    """The people whom the sign-in page of a demo offers to enter as."""
    return ENTERED
