"""What may be followed by mail, and what one address follows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, QueryDict

from answerable.core.references import BadReferenceError, parse_reference
from answerable.notices.following_words import language_of
from answerable.notices.follows import follower_of, follows_of, told_counts
from answerable.notices.models import Follow
from answerable.notices.operations.following import LONGEST_SUBJECT
from answerable.pipeline.following.named import address_of, name_of, names_of
from answerable.pipeline.following.preview import DAYS, Preview, preview
from answerable.pipeline.following.searches import query_of, subject_of
from answerable.website.presenters.asked import read_address

HERE = "/follow"
RHYTHMS = tuple((value, str(label)) for value, label in Follow.Rhythm.choices)
_LETTERS = {Follow.What.ENTRY: "E", Follow.What.EXPECTATION: "X", Follow.What.BODY: "B"}
# Which pages are of something that can be followed: by the name of their address, with its parameter.
_PAGES = {
    "entry": (Follow.What.ENTRY, "reference"),
    "expectation": (Follow.What.EXPECTATION, "reference"),
    "organisation": (Follow.What.BODY, "reference"),
    "theme": (Follow.What.THEME, "key"),
    "indicator": (Follow.What.INDICATOR, "code"),
}


class NotFollowedError(ValueError):
    """What was asked for can't be followed. The message is fit to be shown."""


@dataclass(frozen=True, slots=True)
class FollowForm:
    what: str
    subject: str
    name: str  # as mails call it
    searched: str  # of a search what it looks for, in words; else empty
    href: str
    preview: Preview
    given: Mapping[str, str]
    error: str = ""
    field: str = ""  # that the error is about

    @property
    def rhythms(self) -> tuple[tuple[str, str], ...]:
        return tuple(one for one in RHYTHMS if not (self.preview.flood and one[0] == Follow.Rhythm.AT_ONCE))

    @property
    def month(self) -> str:
        """What the last month would have brought, in words."""
        if self.preview.count is None:
            return "How much the last month would have brought is not known just now."
        count = self.preview.count
        least = "at least " if self.preview.at_least else ""
        if not count and not least:
            return f"In the last {DAYS} days you would have been told of nothing."
        things = "one thing" if count == 1 else f"{count:,} things"
        return f"In the last {DAYS} days you would have been told of {least}{things}."


@dataclass(frozen=True, slots=True)
class Followed:
    number: int
    subject: str
    name: str
    searched: str
    href: str
    rhythm: str
    confirmed: bool
    since: dt.datetime
    told: int
    welsh: bool = False


@dataclass(frozen=True, slots=True)
class Following:
    secret: str
    rows: tuple[Followed, ...]
    welsh: bool = False  # whether all of it was asked for in Welsh

    @property
    def href(self) -> str:
        return f"/following/{self.secret}"


def follow_href(request: HttpRequest) -> str:
    """The form to follow what this page shows; empty for a page of nothing that can be followed."""
    at = request.resolver_match
    if at is None or "as-at" in request.GET:
        return ""
    if at.url_name == "search":
        subject = subject_of(read_address(request.GET).pairs())
        return f"{HERE}?what=search&{subject}" if 0 < len(subject) <= LONGEST_SUBJECT else ""
    if at.url_name not in _PAGES:
        return ""
    what, name = _PAGES[at.url_name]
    return f"{HERE}?{urlencode([('what', what.value), ('subject', at.kwargs[name])])}"


def asked_for(query: QueryDict) -> tuple[str, str]:
    """What an address or a form asks to follow, in its one form: of a search `subject`, or its parameters.

    Raises NotFollowedError for a search for everything or a too long one, Http404 for what there is not.
    """
    what, subject = query.get("what", ""), query.get("subject", "").strip()
    if what == Follow.What.SEARCH:
        asked = read_address(QueryDict(subject) if subject else query)
        subject = subject_of(asked.pairs())
        if not subject:
            raise NotFollowedError(
                "That is a search for everything. Narrow it by words, filters or dates, or read the list of "
                "all that happens."
            )
        if len(subject) > LONGEST_SUBJECT:
            raise NotFollowedError("That search is too long to be followed. Use fewer filters.")
        return what, subject
    if what in _LETTERS:
        try:
            subject = parse_reference(subject, _LETTERS[Follow.What(what)])
        except BadReferenceError as error:
            raise Http404(str(error)) from error
    return what, subject


def follow_form(what: str, subject: str, *, given: Mapping[str, str] | None = None) -> FollowForm:
    """Raises Http404 for what the register does not hold."""
    name = name_of(what, subject)
    if not name:
        raise Http404("There is nothing of that kind to follow.")
    return FollowForm(
        what=what,
        subject=subject,
        name=name,
        searched=searched(subject) if what == Follow.What.SEARCH else "",
        href=address_of(what, subject),
        preview=preview(what, subject),
        given=given or {"mail": "", "rhythm": Follow.Rhythm.DAILY.value, "sure": ""},
    )


def following(secret: str) -> Following | None:
    """What the address with this secret follows; None for a secret of nobody."""
    follower = follower_of(secret)
    if follower is None:
        return None
    held = list(follows_of(follower))
    names = names_of((follow.what, follow.subject) for follow in held)
    told = told_counts(follower)
    return Following(
        secret,
        tuple(
            Followed(
                number=follow.pk,
                subject=follow.subject,
                name=names.get((follow.what, follow.subject), follow.subject),
                searched=searched(follow.subject) if follow.what == Follow.What.SEARCH else "",
                href=address_of(follow.what, follow.subject),
                rhythm=follow.rhythm,
                confirmed=follow.confirmed_at is not None,
                since=follow.confirmed_at or follow.asked_at,
                told=told.get(follow.pk, 0),
                welsh=follow.language == Follow.Language.WELSH,
            )
            for follow in held
        ),
        welsh=language_of(held) == Follow.Language.WELSH,
    )


def searched(subject: str) -> str:
    """What a search looks for, for whoever asked for it."""
    query = query_of(subject)
    parts = [f"“{query.text}”"] if query.text else []
    parts += [
        f"{name.replace('-', ' ')}: {value}"
        for name, value in parse_qsl(subject)
        if name not in ("q", "since", "until")
    ]
    parts += [f"since {query.since:%-d %B %Y}"] if query.since else []
    parts += [f"until {query.until:%-d %B %Y}"] if query.until else []
    return ", ".join(parts)
