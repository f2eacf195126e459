from django import template

from competition import clock
from demo.people import ENTERED, Person
from programme.models import Programme

register = template.Library()


@register.simple_tag
def example_people() -> list[Person]:
    """The people whom the sign-in page of a demo offers to enter as."""
    return ENTERED


@register.simple_tag
def example_programme() -> Programme | None:
    """The two years that are played, once everybody may read about them."""
    found = Programme.objects.public(clock.now()).filter(call__is_synthetic=True)
    return found.select_related("call").first()
