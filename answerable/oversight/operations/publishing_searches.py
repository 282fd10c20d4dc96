"""Searches that the register publishes under a name: always the results of the day on which one looks."""

import re

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.oversight.models import PublishedSearch

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_CODE, LONGEST_TITLE, LONGEST_WORDS, LONGEST_ASKED, LONGEST_WHY = 60, 120, 600, 2000, 300
MOST = 200


class PublishedSearchError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""


@operation("SEARCH_PUBLISH")
def publish_search(
    log: Log, *, by: Actor, code: str, title: str, words: str, asked: str, order: int = 0
) -> PublishedSearch:
    """Publishes a search, or puts another in the place of the one with this code.

    `asked` are the parameters of its address, in the one order that the website writes them in. Raises
    PublishedSearchError: no name, no words, a code that is none, a search for everything, too many.
    """
    code, title, words = code.strip(), " ".join(title.split()), " ".join(words.split())
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise PublishedSearchError("Give its address in small letters and hyphens, such as falls-at-night.")
    if not title or not words:
        raise PublishedSearchError("Give it a name, and say what it is for.")
    if len(title) > LONGEST_TITLE or len(words) > LONGEST_WORDS:
        raise PublishedSearchError(
            f"A name has at most {LONGEST_TITLE} characters, and what it is for {LONGEST_WORDS}."
        )
    if not asked:
        raise PublishedSearchError("Search for something: words, a filter or dates.")
    if len(asked) > LONGEST_ASKED:
        raise PublishedSearchError("This search is too long to be published.")
    title, words = published_words(title)[:LONGEST_TITLE], published_words(words)[:LONGEST_WORDS]
    order = min(max(order, 0), 10_000)
    log.one_by_one("searches")  # of which there are so many at most
    standing = PublishedSearch.objects.select_for_update().filter(superseded_at__isnull=True)
    held = standing.filter(code=code).first()
    if held is None and standing.count() >= MOST:
        raise PublishedSearchError(f"At most {MOST} searches are published. Take one down first.")
    if held and (held.title, held.words, held.asked, held.order) == (title, words, asked, order):
        log.unchanged()
        return held
    at = now()
    if held:
        held.superseded_at = at
        held.save(update_fields=["superseded_at"])
    made = PublishedSearch.objects.create(
        code=code,
        title=title,
        words=words,
        asked=asked,
        order=order,
        published_by=by.identifier,
        recorded_at=at,
    )
    kind = "search.changed" if held else "search.published"
    log.event(kind, f"search:{code}", {"title": title, "asked": asked})
    return made


@operation("SEARCH_PUBLISH")
def withdraw_search(log: Log, *, by: Actor, search: PublishedSearch, why: str) -> PublishedSearch:
    """Takes a search down. Its address goes on saying that it was there, and why it is not.

    Raises PublishedSearchError: taken down already, no reason.
    """
    why = published_words(" ".join(why.split()))[:LONGEST_WHY]
    if not why:
        raise PublishedSearchError("Say why it is taken down.")
    held = PublishedSearch.objects.select_for_update().get(pk=search.pk)
    if held.superseded_at is not None:
        raise PublishedSearchError("It is taken down already, or was changed meanwhile.")
    held.superseded_at, held.withdrawn_why = now(), why
    held.save(update_fields=["superseded_at", "withdrawn_why"])
    log.event("search.withdrawn", f"search:{held.code}", {"why": why, "by": by.identifier})
    return held
