"""From the concerns section of a coroner's report to entry drafts, or the reason why there are none."""

from answerable.core.text.splitting import Piece, Split, split_concerns
from answerable.sources.drafts import EntryDraft, Passage


def concern_entries(
    text: str, *, row: str = "", offset: int = 0, page_at: dict[int, int] | None = None
) -> tuple[list[EntryDraft], str, list[str]]:
    """Entries, why there are none ("" where there are some), and flags for the report."""
    split = split_concerns(text)
    if not split.pieces:
        return [], _why(split), []
    number = int(row.removeprefix("row ")) if row.startswith("row ") else None
    entries = [_entry(piece, number) for piece in split.pieces]
    flags = ["no-numbering"] if all("no-numbering" in e.flags for e in entries) else []
    return entries, "", flags


def _entry(piece: Piece, row: int | None) -> EntryDraft:
    return EntryDraft(
        kind="concern",
        text=piece.text,
        number=piece.number,
        passage=Passage(start=piece.start, end=piece.end, row=row, column="concerns" if row else ""),
        flags=list(piece.flags),
        addressees=[piece.context.addressee] if piece.context.addressee else [],
        parts=[_entry(part, row) for part in piece.parts],
        extra={
            name: words
            for name, words in (("heading", piece.context.heading), ("lead_in", piece.context.lead_in))
            if words
        },
    )


def _why(split: Split) -> str:
    if split.removed:
        return "The concerns section holds only the form's own sentences; the coroner's concerns are missing."
    return "The concerns section holds no words."
