"""How much a file may ask of this machine before reading it stops.

Both caps are needed: a PDF of 1.9 MB grew to 3.9 GB without a memory cap, and took 14 s with a memory cap
alone (design/standards.md, section 3).
"""

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Every field is a ceiling for one file, unless it says "per page"."""

    file_bytes: int = 256 * _MIB  # on disk
    text_bytes: int = 64 * _MIB  # on disk, for forms that are text throughout: CSV, JSON, HTML, plain text
    memory_bytes: int = 1024 * _MIB  # address space of the reading process
    cpu_seconds: int = 20
    wall_seconds: float = 60
    output_bytes: int = 256 * _MIB  # what the reading process may hand back
    characters: int = 64 * _MIB  # of running text
    pages: int = 5_000
    cells: int = 3_000_000  # of all tables together
    columns: int = 2_000
    json_depth: int = 64
    json_values: int = 2_000_000
    unpacked_bytes: int = 256 * _MIB  # of an office file, which is a zip archive
    unpack_ratio: int = 200  # unpacked to packed, of any part over 8 MiB; real ones stay below 50
    unpack_entries: int = 10_000
    ocr_pages: int = 300
    ocr_dpi: int = 200  # 300 was slower and no better (design/analysis.md)
    ocr_page_pixels: int = 25_000_000  # per page; a larger page is drawn smaller
    ocr_page_seconds: int = 60  # per page
    ocr_seconds: float = 900
    ocr_processes: int = 2


DEFAULT = Limits()
ADVICE = "It is damaged, made to do harm, or very large: save it anew or split it, and take that in."


def in_megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB" if count < 10_000_000 else f"{count / 1_000_000:,.0f} MB"


def needs_too_much_memory(limits: Limits) -> str:
    return f"Reading the file takes more than {in_megabytes(limits.memory_bytes)} of memory. {ADVICE}"
