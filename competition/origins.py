"""Where a request came from, as far as it is counted: never to be read, only to be told apart."""

from ipaddress import IPv6Address, ip_address

from django.utils.crypto import salted_hmac

# A household has a whole network of this size; counted by single addresses it would be nobody.
IPV6_PREFIX = 64


def origin(address: str) -> str:
    """The network address that counts: an IPv4 address itself, of IPv6 its network.

    Whatever is no address counts as one origin of its own.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> IPV6_PREFIX << IPV6_PREFIX))


def keyed(subject: str) -> str:
    """A digest that nobody without the site's key can try out addresses against."""
    return salted_hmac("competition/origins", subject, algorithm="sha256").hexdigest()
