"""Reports of inquiries, committees and reviews, and the responses that governments publish to them.

A report gives its own recommendations: labelled ("Recommendation 10: ..."), in a numbered list under a
heading, in a table, or, failing all, as sentences that begin "I recommend". What is found is compared with
the report's own numbering and with the number it says it makes.

A response recommends nothing: it quotes. Its report draft names the inquiry that is answered as publisher, is
flagged "response-document", has no date of issue (the response's own stands in the sight), and each entry is
flagged "quoted-in-response" with the stance words beside it. So the register can put the answer beside the
inquiry's own words where it holds them, has the words at least where it does not, and never takes the
government for the author.
"""

import re
from pathlib import Path

from answerable.core.text.dates import FoundDate
from answerable.sources.adapters.ask_words import HAS_RECOMMEND
from answerable.sources.adapters.body_lines import Body, body_of
from answerable.sources.adapters.front_page import FrontPage, read_front_page
from answerable.sources.adapters.labelled_recommendations import labelled_blocks
from answerable.sources.adapters.listed_recommendations import listed_blocks
from answerable.sources.adapters.numbered_blocks import Block, entries_of, numbering_flags
from answerable.sources.adapters.quoted_items import quoted_blocks
from answerable.sources.adapters.said_count import count_flags
from answerable.sources.adapters.stance import NONE_FOUND, REPLY, stance, stance_words
from answerable.sources.adapters.tabled_recommendations import sentence_entries, tabled_entries
from answerable.sources.drafts import Adapted, EntryDraft, LeftOut, ReportDraft, Sight
from answerable.sources.readers.document import ReadDocument, UnreadableError

ADAPTER = "inquiry_report/1"
RESPONSE = "response-document"
QUOTED = "quoted-in-response"
_REPLY_LINES = 8
MANY_LABELS = 3  # a report that labels so many labels all; fewer may be mentions of another report
_CORONER = re.compile(
    r"regulation\s+28\b.{0,80}prevent\s+future\s+deaths|reports?\s+to\s+prevent\s+future\s+deaths",
    re.I | re.S,
)
# The publishers that have a definition of their own, by words of their name; the first that fits.
_SOURCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ncish", re.compile(r"National Confidential Inquiry into Suicide|\bNCISH\b")),
    (
        "select-committees",
        re.compile(
            r"\bSelect Committee\b|\b(?:Affairs|Accounts|Health and Social Care|Science and \w+) Committee\b"
        ),
    ),
    ("phso", re.compile(r"\bOmbudsman\b")),
    ("cqc", re.compile(r"\bCare Quality Commission\b|\bCQC\b")),
    ("public-inquiries", re.compile(r"\bInquiry\b")),
    ("nhse-investigations", re.compile(r"\bNHS England\b")),
)
OTHER = "other-reviews"


def recognises(document: ReadDocument) -> bool | str:
    """True, or why this is not for this adapter."""
    if not document.lines:
        return "it has no running text"
    opening = " ".join(line.text for line in document.lines[:60])
    if _CORONER.search(opening):
        return "its first page is a coroner's report to prevent future deaths"
    if not any(HAS_RECOMMEND.search(line.text) or "ecommendation" in line.text for line in document.lines):
        return 'it never says "recommend" or "recommendation"'
    return True


def adapt(document: ReadDocument, path: Path) -> Adapted:
    """The report, which says why where it gives no entries. Raises UnreadableError where neither fits."""
    if (answer := recognises(document)) is not True:
        raise UnreadableError(f"{path.name} can't be read as a report with recommendations: {answer}.")
    front = read_front_page(document)
    body = body_of(document)
    report = _draft(front)
    adapted = Adapted(ADAPTER, reports=[report])
    if front.is_response:
        _fill_from_response(report, body)
    else:
        _fill_from_report(report, body, adapted)
        report.flags += count_flags(body, report.entries)
    if not report.entries:
        report.left_out = _why_none(front)
    if document.ocr:
        report.flags.append("read-by-ocr")
    return adapted


def _draft(front: FrontPage) -> ReportDraft:
    source = next((code for code, names in _SOURCES if names.search(front.publisher)), OTHER)
    report = ReportDraft(
        instrument="inquiry" if source == "public-inquiries" else "review",
        publisher=front.publisher,
        where="whole document",
        reference=f"ISBN {front.isbn}" if front.isbn else "",
        title=front.title,
        author=front.author,
        issued=front.issued,
        flags=list(front.flags),
    )
    values = {
        "title": front.title,
        "publisher": front.publisher,
        "date": front.issued.raw,
        "isbn": front.isbn,
    }
    if front.is_response:
        values |= {"answered_by": front.answered_by, "response_date": front.issued.raw}
        report.issued = FoundDate("", None, ("date-missing",))
        report.flags = [
            RESPONSE,
            *(flag for flag in report.flags if not flag.startswith("date-")),
            "date-missing",
        ]
    report.sights.append(Sight(source, {key: value for key, value in values.items() if value}, front.issued))
    return report


def _why_none(front: FrontPage) -> str:
    if front.is_response:
        return "a response in which no quoted recommendation could be told from the reply; enter it by hand"
    return (
        "no recommendation was found: none is labelled, listed under a heading, in a table, or begins "
        '"I recommend"; if it makes some, enter them by hand'
    )


def _fill_from_report(report: ReportDraft, body: Body, adapted: Adapted) -> None:
    labelled, listed = labelled_blocks(body), listed_blocks(body)
    tabled = tabled_entries(body)
    blocks = labelled if len(labelled) >= MANY_LABELS else max(labelled, listed, key=len)
    if not blocks and not tabled:
        blocks = labelled_blocks(body, any_words=True)
    if len(tabled) > len(blocks):
        report.entries = tabled
        report.flags += numbering_flags([entry.number for entry in tabled if entry.number])
        return
    if not blocks:
        report.entries = sentence_entries(body)
        return
    mixed_list = blocks is listed and any("." in block.number for block in blocks)
    for block, entry in entries_of(body, blocks):
        if mixed_list and "no-ask-found" in entry.flags:
            why = "a conclusion that asks for nothing, in a list of conclusions and recommendations"
            adapted.left_out.append(LeftOut(f"paragraph {block.number}", why))
        else:
            report.entries.append(entry)
    report.flags += numbering_flags([block.number for block in blocks])


def _fill_from_response(report: ReportDraft, body: Body) -> None:
    labelled = labelled_blocks(body, ends=REPLY)
    quoted = quoted_blocks(body)
    blocks = labelled if len(labelled) >= MANY_LABELS else max(labelled, quoted, key=len)
    replies = _replies(body, blocks)
    for block, entry in entries_of(body, blocks, lettered=False):
        entry.flags = [QUOTED, *(flag for flag in entry.flags if flag != "no-ask-found")]
        words = replies[id(block)]
        _add_stance(entry, words)
        report.entries.append(entry)
    report.flags += numbering_flags([block.number for block in blocks if block.number])


def _add_stance(entry: EntryDraft, words: str) -> None:
    if not words:
        entry.flags.append(NONE_FOUND)
        return
    entry.extra["stance_words"] = words
    if short := stance(words):
        entry.extra["stance"] = short


def _replies(body: Body, blocks: list[Block]) -> dict[int, str]:
    """The stance words that follow each quotation; one reply may stand for the quotations above it.

    A reply printed above the first quotation of its page is taken for that one, where nothing follows it.
    """
    found: dict[int, str] = {}
    waiting: list[Block] = []
    places = {id(line): number for number, line in enumerate(body.lines)}
    starts = [places[id(block.first)] for block in blocks]
    for number, block in enumerate(blocks):
        following = starts[number + 1] if number + 1 < len(starts) else len(body.lines)
        reply = body.lines[block.after : min(block.after + _REPLY_LINES, following)]
        words = stance_words(" ".join(line.text for line in reply))
        above = body.lines[starts[number] - 1] if starts[number] else None
        if not words and above and above.page == block.first.page and REPLY.match(above.text):
            words = stance_words(above.text)
        waiting.append(block)
        if words or reply:
            found |= {id(each): words for each in waiting}
            waiting = []
    return found | {id(each): "" for each in waiting}
