"""Recognises the pages of a PDF that are pictures of text: each page in a child process of its own.

So a page that makes the recogniser fail costs that page and no other.
"""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from answerable.sources.readers.document import Line, Problem, ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.process import run
from answerable.sources.readers.registry import Task

_PROGRAM = "tesseract"
_WORTH_IT = 2  # a page's text layer is replaced when its picture holds this many times as much


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    lines: list[Line]
    confidence: float | None
    why: str = ""  # why it could not be recognised


def recognise(document: ReadDocument, source: int, limits: Limits) -> None:
    """Adds to `document` the text of the pages named in its `ocr_pages`.

    On return `ocr_pages` names only those whose lines do come from recognition. Pages that could not be
    recognised stand in `problems`.
    """
    wanted, document.ocr_pages = document.ocr_pages, []
    if shutil.which(_PROGRAM) is None:
        why = (
            "The text is in a picture, and the program that would recognise it, tesseract, is not installed: "
            "install it (on Debian and Ubuntu: apt install tesseract-ocr) and take the file in again."
        )
        document.problems.append(Problem(_pages(wanted), why))
        return
    if len(wanted) > limits.ocr_pages:
        why = f"The text is in pictures, and at most {limits.ocr_pages} pages are recognised: split the file."
        document.problems.append(Problem(_pages(wanted[limits.ocr_pages :]), why))
    deadline = time.monotonic() + limits.ocr_seconds
    # One page's tesseract gets its own ceiling of computing; drawing the page comes out of the same.
    page_limits = replace(
        limits, cpu_seconds=limits.ocr_page_seconds, wall_seconds=limits.ocr_page_seconds * 2
    )

    def one(number: int) -> _Page:
        if time.monotonic() > deadline:
            why = (
                f"The text is in pictures; recognising took over {limits.ocr_seconds:.0f} s: split the file."
            )
            return _Page(number, [], None, why)
        try:
            found = run(Task("pdf-picture", page=number), source, page_limits)
        except UnreadableError as error:
            return _Page(number, [], None, f"Its picture could not be recognised. {error}")
        return _Page(number, found.lines, found.confidence)

    with ThreadPoolExecutor(limits.ocr_processes) as pool:
        pages = list(pool.map(one, wanted[: limits.ocr_pages]))
    _merge(document, pages)


def _merge(document: ReadDocument, pages: list[_Page]) -> None:
    weights = 0
    total = 0.0
    for page in pages:
        if page.why:
            document.problems.append(Problem(f"page {page.number}", page.why))
            continue
        layer = [line for line in document.lines if line.page == page.number]
        size = _size(page.lines)
        if not page.lines or size < _WORTH_IT * _size(layer):
            continue  # a decoration, or nothing that the text layer does not say better
        at = next((i for i, line in enumerate(document.lines) if (line.page or 0) >= page.number), None)
        at = len(document.lines) if at is None else at
        document.lines[at : at + len(layer)] = page.lines
        document.ocr = True
        document.ocr_pages.append(page.number)
        if page.confidence is not None:
            weights += size
            total += size * page.confidence
    if weights:
        document.confidence = round(total / weights, 3)


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _pages(numbers: list[int]) -> str:
    """ "page 3", or "pages 1-3, 7": for messages."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [f"{run[0]}" if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    shown = ", ".join(words[:20]) + (f" and {len(words) - 20} more" if len(words) > 20 else "")
    return ("page " if len(numbers) == 1 else "pages ") + shown
