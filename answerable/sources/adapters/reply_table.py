"""A table of replies to reports: one row a reply, with its whole text.

Columns, by any of their names: the report's reference and page, the reply's address, who wrote it as the
source says, its date where the table has one, and its text. No column but the text and one that names the
report is needed.
"""

from answerable.core.text.cleaning import plain
from answerable.core.text.dates import FoundDate, read_date
from answerable.sources.drafts import Adapted, LeftOut, ReplyDraft
from answerable.sources.readers.document import ReadDocument, Table, UnreadableError

ADAPTER = "reply_table/1"
LONGEST = 400_000  # characters; the longest real reply in a table holds 12,958
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("response", "reply", "response_text", "reply_text"),
    "reference": ("parent_id", "report_id", "report_reference", "report_ref"),
    "report_url": ("parent_url", "report_url"),
    "url": ("response_url", "reply_url"),
    "written_by": ("respondent", "responder", "reply_from", "response_from"),
    "dated": ("response_date", "reply_date", "date_of_response", "date_of_reply"),
}
# A table with one of these holds what was asked, and its replies beside it: it is no table of replies.
_OTHERS = frozenset({"recommendation", "recommendations", "concerns", "recommendation_text", "text"})


def recognises(document: ReadDocument) -> bool:
    return any(_places(table) for table in document.tables)


def adapt(document: ReadDocument, _path: object = None) -> Adapted:
    """Every row as a draft, or left out with its reason. UnreadableError: no table holds replies."""
    adapted = Adapted(ADAPTER)
    known = False
    for table in document.tables:
        places = _places(table)
        if not places:
            continue
        known = True
        for index, row in enumerate(table.rows):
            cells = {name: plain(row[place]) for name, place in places.items() if place < len(row)}
            where = f"row {table.number(index)}"
            if why := _unfit(cells):
                adapted.left_out.append(LeftOut(where, why))
                continue
            adapted.replies.append(_draft(cells, where))
    if not known:
        raise UnreadableError("No table in it holds replies: it needs a column with their text.")
    return adapted


def _places(table: Table) -> dict[str, int]:
    """{what: place of its column}; nothing where the table is none of replies."""
    names = [name.replace("\ufeff", "").strip().lower().replace(" ", "_") for name in table.columns]
    found = {
        what: names.index(name)
        for what, called in COLUMNS.items()
        if (name := next((each for each in called if each in names), None))
    }
    if _OTHERS & set(names):
        return {}
    return found if "text" in found and {"reference", "report_url"} & set(found) else {}


def _unfit(cells: dict[str, str]) -> str:
    text = cells.get("text", "").strip()
    if not text:
        return "The row holds no text of a reply."
    if len(text) > LONGEST:
        return f"The reply holds more than {LONGEST:,} characters: probably a broken quote further up."
    if not cells.get("reference", "").strip() and not cells.get("report_url", "").strip():
        return "The row does not say which report it replies to."
    return ""


def _draft(cells: dict[str, str], where: str) -> ReplyDraft:
    def cell(name: str) -> str:
        return " ".join(cells.get(name, "").split())

    return ReplyDraft(
        where=where,
        text=cells["text"],  # as it stands: places in it are kept
        reference=cell("reference"),
        report_url=cell("report_url"),
        url=cell("url"),
        written_by=cell("written_by"),
        dated=read_date(cell("dated")) if cell("dated") else FoundDate("", None),
    )
