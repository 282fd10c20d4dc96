"""From the concerns section of a coroner's report to entry drafts, or the reason why there are none."""

from answerable.core.text.pieces import Piece, Split
from answerable.core.text.splitting import split_concerns
from answerable.sources.adapters.form_text import FormText
from answerable.sources.drafts import EntryDraft, Passage


def concern_entries(
    text: str, *, row: int | None = None, place: FormText | None = None
) -> tuple[list[EntryDraft], str, list[str]]:
    """Entries, why there are none ("" where there are some), and flags for the report.

    `row` is that of a table whose column "concerns" holds the text; `place` leads back to a document.
    """
    split = split_concerns(text)
    if not split.pieces:
        return [], _why(split), []
    entries = [_entry(piece, row, place) for piece in split.pieces]
    flags = ["no-numbering"] if all("no-numbering" in e.flags for e in entries) else []
    return entries, "", flags


def _entry(piece: Piece, row: int | None, place: FormText | None) -> EntryDraft:
    context = {"heading": piece.context.heading, "lead_in": piece.context.lead_in}
    return EntryDraft(
        kind="concern",
        text=piece.text,
        number=piece.number,
        passage=_passage(piece, row, place),
        addressees=[piece.context.addressee] if piece.context.addressee else [],
        flags=list(piece.flags),
        parts=[_entry(part, row, place) for part in piece.parts],
        context={name: words for name, words in context.items() if words},
    )


def _passage(piece: Piece, row: int | None, place: FormText | None) -> Passage:
    if place is None:
        return Passage(start=piece.start, end=piece.end, row=row, column="concerns")
    return Passage(place.page(piece.start), place.locate(piece.start), place.locate_end(piece.end))


def _why(split: Split) -> str:
    if any(removed.why == "redacted" for removed in split.removed):
        return "The coroner's concerns were redacted before the report was published."
    if split.removed:
        return "The concerns section holds only the form's own sentences; the coroner's concerns are missing."
    return "The concerns section holds no words."
