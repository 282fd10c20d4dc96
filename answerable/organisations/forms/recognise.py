"""Which list is this? Decided by its first row, never by its file name."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from answerable.organisations.facts import ListRead
from answerable.organisations.forms import locations, nhs, reviewed, sites
from answerable.organisations.forms.rows import Rows, UnreadableListError, rows_of

Test = Callable[[Rows], bool]
Read = Callable[[Rows, bytes], ListRead]

FORMS: tuple[tuple[Test, Read], ...] = (
    (reviewed.is_names, reviewed.read_names),
    (reviewed.is_links, reviewed.read_links),
    (reviewed.is_successions, reviewed.read_successions),
    (reviewed.is_bodies, reviewed.read_bodies),
    (nhs.is_successors, nhs.read_successors),
    (nhs.is_boards, nhs.read_boards),
    (nhs.is_trust_regions, nhs.read_trust_regions),
    (nhs.is_trust_boards, nhs.read_trust_boards),
    (nhs.is_mental_health, nhs.read_mental_health),
    (nhs.is_codes_list, nhs.read_codes_list),
    (sites.is_sites, sites.read_sites),
    (nhs.is_etr, nhs.read_etr),
)


class UnknownListError(ValueError):
    """The file is a table, but none that the register knows."""


MOST_BYTES = 50_000_000  # of a list that is read whole; one of places is read row by row
MOST_BYTES_OF_PLACES = 1_000_000_000


def read_file(path: Path) -> ListRead:
    """As read_list, without a long list of places in memory. Raises OSError besides."""
    with path.open("rb") as source:
        if locations.is_locations(source):
            if path.stat().st_size > MOST_BYTES_OF_PLACES:
                raise UnreadableListError(
                    f"The file is larger than {MOST_BYTES_OF_PLACES:,} bytes: no list of places is."
                )
            return locations.read_locations(source)
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableListError(f"The file is larger than {MOST_BYTES:,} bytes: no list of bodies is.")
        return read_list(source.read())


def read_list(content: bytes) -> ListRead:
    """Raises UnreadableListError or UnknownListError, with a message for the person who gave the file."""
    if content[:5] == b"%PDF-":
        raise UnknownListError("This is a PDF. Lists of bodies are taken from CSV files.")
    if locations.is_locations(BytesIO(content)):
        return locations.read_locations(BytesIO(content))
    if content[:4] == b"PK\x03\x04":
        raise UnknownListError(
            "This is a spreadsheet of Excel, a zip file or a damaged one. Save it as CSV, or unpack it."
        )
    rows = rows_of(content)
    for test, read in FORMS:
        if test(rows):
            return read(rows, content)
    shown = ", ".join(repr(cell[:30]) for cell in rows[0][1][:6])
    raise UnknownListError(
        f"No known list of bodies begins with these columns: {shown}. "
        "The forms that can be read are described in data/organisations/README.md."
    )
