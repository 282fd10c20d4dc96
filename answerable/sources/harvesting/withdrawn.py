"""What a publisher's page says of its own withdrawal: for a person, who decides whether the report leaves."""

from typing import Any

from answerable.sources.models import Place

SAYS_WITHDRAWN = "Its publisher says that it was withdrawn"
_API, _SITE = "https://www.gov.uk/api/content/", "https://www.gov.uk/"


def says_withdrawn(report: dict[str, Any] | None) -> str:
    """In the words that stand beside a place; "" where the page says nothing of the kind."""
    said = report or {}
    day = str(said.get("withdrawn") or "")
    if not day or said.get("kind") == "redirect":  # a page that moved was not withdrawn
        return ""
    words = " ".join(str(said.get("withdrawn_words") or "").split())
    since = "" if day == "yes" else f" on {day}"
    return f"{SAYS_WITHDRAWN}{since}. {words}".strip()[:500]


def day_and_words(place: Place) -> tuple[str, str]:
    """(the day as 2026-03-31, what the publisher says): either may be blank."""
    if not place.why.startswith(SAYS_WITHDRAWN):
        return "", ""
    first, _, words = place.why.removeprefix(SAYS_WITHDRAWN).partition(".")
    return first.removeprefix(" on ").strip(), words.strip()


def for_people(url: str) -> str:
    """The page that readers see, where what is asked for is its content for programs."""
    return url.replace(_API, _SITE, 1)
