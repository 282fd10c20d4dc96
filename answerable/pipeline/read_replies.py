"""One file of replies, asked for by name: a table of them, or a single letter whose report is given."""

import datetime as dt
from pathlib import Path

from answerable.core.actors import INGEST, REPLIES
from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.replies.flowing import flowing
from answerable.organisations.resolver import Resolver
from answerable.pipeline.replies import Progress, Taken, read_one, take_replies
from answerable.register.models import Report
from answerable.search.model.encoder import Encoder, ModelMissingError
from answerable.sources.adapters import reply_table
from answerable.sources.operations import keep_document
from answerable.sources.readers import read
from answerable.sources.readers.document import UnreadableError

LETTER = "reply_letter/1"


class NoReplyError(ValueError):
    """The file can't be read as replies. The message says why, and what to do."""


def read_file(
    path: Path,
    *,
    report: str = "",
    written_by: str = "",
    dated: dt.date | None = None,
    url: str = "",
    progress: Progress | None = None,
) -> Taken:
    """Reads a file of replies into the register. Raises NoReplyError; nothing was written then."""
    if dated and dated > today():
        raise NoReplyError(f"A reply is not dated {dated:%-d %B %Y}: that day is still to come.")
    try:
        content = read(path)
        encoder = Encoder()
    except (UnreadableError, ModelMissingError) as error:
        raise NoReplyError(str(error)) from error
    table = reply_table.recognises(content)
    if not table and not report:
        raise NoReplyError(
            f"{path.name} is no table of replies. For one reply, say which report it answers: --report R-…"
        )
    answered = _report(report) if not table else None
    text = "" if table else flowing(content.lines)
    if not table and not text:
        raise NoReplyError(f"{path.name} holds no text.")
    document = keep_document(by=INGEST, path=path, locator=str(path.resolve()))
    resolver = Resolver.from_database()
    if answered is None:
        adapted = reply_table.adapt(content)
        taken = take_replies(
            adapted.replies,
            document,
            adapter=adapted.adapter,
            resolver=resolver,
            encoder=encoder,
            progress=progress,
        )
        taken.left_out = [*adapted.left_out, *taken.left_out]
        return taken
    return read_one(
        text,
        answered,
        document,
        written_by=written_by,
        adapter=LETTER,
        resolver=resolver,
        encoder=encoder,
        url=url,
        dated=dated,
        by=REPLIES,
    )


def _report(written: str) -> Report:
    """By the register's reference or the publisher's own. Raises NoReplyError."""
    try:
        found = list(Report.objects.filter(reference=parse_reference(written, "R")))
    except BadReferenceError:
        found = list(Report.objects.filter(publisher_reference=written.strip())[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise NoReplyError(f"Several reports bear “{written}”: give the register's own reference (R-…).")
    raise NoReplyError(f"The register holds no report “{written}”. Take it in first.")
