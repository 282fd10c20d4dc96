"""Where a request comes from, as far as it can be trusted."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_of(request: HttpRequest) -> str:
    """The client's address: of IPv6 its network, since a household has billions.

    Behind proxies (`ANSWERABLE_PROXIES`) it is what the outermost of ours has seen; whatever the client wrote
    in front of that is ignored.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
        address = seen[-settings.PROXIES] if len(seen) >= settings.PROXIES else seen[0]
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)
