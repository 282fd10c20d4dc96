"""Which kind of browser a request comes from: a coarse trait, which stays through updates."""

from django.http import HttpRequest

# In this order: most browsers also claim to be those below them.
_KINDS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def kind_of_browser(request: HttpRequest) -> str:
    """Such as “Firefox on Windows”."""
    said = request.headers.get("User-Agent", "")[:500]
    kind = next((name for mark, name in _KINDS if mark in said), "Another browser")
    system = next((name for mark, name in _SYSTEMS if mark in said), "another system")
    return f"{kind} on {system}"
