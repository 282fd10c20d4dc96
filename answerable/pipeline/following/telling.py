"""Writes what was noted into mails: one to each who follows something, however many things it tells of.

A mail holds references, neutral titles of reports, names of bodies and dates; no words of an entry, no name
of a person, no method, and nothing that a follower typed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from answerable.core.actors import Actor
from answerable.core.calendar import LONDON, now
from answerable.ledger.models import Event
from answerable.notices import follows
from answerable.notices.following_words import language_of, last_words
from answerable.notices.models import Follow, Followed
from answerable.notices.operations import write_alert
from answerable.pipeline.following.kinds import TOLD
from answerable.pipeline.following.named import Thing, address_of, in_this_language, names_of

MOST = 50  # things that one mail names
_FOLLOWERS = 100  # whose mails are written from one reading
_SHOWN = 3  # of the follows for which a thing is told of

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _News:
    """What happened with one thing: (day, words), and the follows that are told of it."""

    happened: dict[tuple[dt.date, str], None] = field(default_factory=dict)
    because: dict[int, None] = field(default_factory=dict)


def tell_followers(*, by: Actor, progress: Progress, at: dt.datetime | None = None) -> int:
    """Writes a mail to each whose time has come and who has something to hear: how many."""
    due = list(follows.due(at or now()).values())
    written = 0
    for start in range(0, len(due), _FOLLOWERS):
        part = due[start : start + _FOLLOWERS]
        rows: dict[int, list[Followed]] = defaultdict(list)
        for row in follows.waiting_of([follow for about in part for follow in about]):
            rows[row.follow_id].append(row)
        said = _said([row for waiting in rows.values() for row in waiting])
        names = names_of(
            [(follow.what, follow.subject) for about in part for follow in about]
            + [thing for waiting in rows.values() for row in waiting for thing in [_thing(row.subject)]]
        )
        for about in part:
            told = [row for follow in about for row in rows[follow.pk]]
            subject, body = mail_of(about, told, said, names)
            message = write_alert(
                by=by,
                follower=about[0].follower,
                about=about,
                told=[row.pk for row in told],
                subject=subject,
                body=body,
            )
            written += message is not None
        progress("tell", min(start + _FOLLOWERS, len(due)), len(due))
    return written


def mail_of(
    about: Sequence[Follow],
    told: Sequence[Followed],
    said: Mapping[int, tuple[dt.date, str]],
    names: Mapping[Thing, str],
) -> tuple[str, str]:
    """(subject, body) of one mail that tells of these rows, grouped by what they lead to."""
    news: dict[str, _News] = {}
    for row in sorted(told, key=lambda one: (one.event, one.subject)):
        one = news.setdefault(row.subject, _News())
        one.happened[said[row.event]] = None
        one.because[row.follow_id] = None
    with translation.override(language_of(about)):
        return _written(about, news, names)


def _written(
    about: Sequence[Follow], news: Mapping[str, _News], names: Mapping[Thing, str]
) -> tuple[str, str]:
    """The mail in the language that is active."""
    name = settings.SERVICE_NAME
    things = {"name": name, "count": f"{len(news):,}"}
    opening = (
        _("Of what you follow in %(name)s, %(count)s things have news.") % things
        if len(news) > 1
        else _("Of what you follow in %(name)s, one thing has news.") % things
    )
    by_number = {follow.pk: follow for follow in about}
    blocks = [_block(subject, one, by_number, names) for subject, one in list(news.items())[:MOST]]
    if len(news) > MOST:
        more = _("And %(count)s more, too many for a mail. All that happens is listed here:")
        blocks.append(f"{more % {'count': f'{len(news) - MOST:,}'}}\n{settings.PUBLIC_ADDRESS}/log")
    only = names.get(_thing(next(iter(news)))) if len(news) == 1 else None
    what = in_this_language(only) if only else _("%(count)s things") % things
    subject = _("%(name)s: news of %(what)s") % {"name": name, "what": what}
    page = follows.page_of(about[0].follower)
    return subject, "\n\n".join([opening, *blocks, last_words(page)])


def _block(subject: str, news: _News, by_number: Mapping[int, Follow], names: Mapping[Thing, str]) -> str:
    thing = _thing(subject)
    named = in_this_language(names.get(thing, subject))
    lines = [named[:1].upper() + named[1:]]
    lines += [f"- {_(words)} ({date_format(day, 'j F Y')})" for day, words in news.happened]
    welsh = "/cy" if get_language() == Follow.Language.WELSH and thing[0] == Follow.What.ENTRY else ""
    lines.append(f"{settings.PUBLIC_ADDRESS}{welsh}{address_of(*thing)}")
    others = [
        names.get((follow.what, follow.subject), "")
        for follow in (by_number[number] for number in news.because)
        if (follow.what, follow.subject) != thing
    ]
    because = list(dict.fromkeys(name for name in others if name))
    if because:
        given = {
            "names": "; ".join(in_this_language(name) for name in because[:_SHOWN]),
            "count": f"{len(because) - _SHOWN:,}",
        }
        lines.append(
            _("You are told because you follow %(names)s and %(count)s more.") % given
            if len(because) > _SHOWN
            else _("You are told because you follow %(names)s.") % given
        )
    return "\n".join(lines)


def _said(rows: Sequence[Followed]) -> dict[int, tuple[dt.date, str]]:
    """{event: the day, in London, and what it is called}."""
    found: dict[int, tuple[dt.date, str]] = {}
    indices = sorted({row.event for row in rows})
    for start in range(0, len(indices), 500):
        events = Event.objects.filter(index__in=indices[start : start + 500])
        for index, kind, at in events.values_list("index", "kind", "recorded_at"):
            found[index] = (at.astimezone(LONDON).date(), TOLD[kind])
    return found


_LETTERS = {"E": Follow.What.ENTRY, "X": Follow.What.EXPECTATION, "B": Follow.What.BODY}


def _thing(lead: str) -> Thing:
    """What a line leads to, as follows name it: a reference by its letter, or the code of an indicator."""
    return (_LETTERS[lead[0]].value if lead[1:2] == "-" else Follow.What.INDICATOR.value, lead)
