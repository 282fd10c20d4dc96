"""One page of a PDF as a picture, and the text that tesseract recognises in it."""

import csv
import io
import subprocess
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from answerable.sources.readers.characters import one_line
from answerable.sources.readers.document import Line, ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.read_pdf import MEDIA_TYPE, open_pdf
from answerable.sources.readers.registry import Task

_LEAST_DPI = 72
_NOISE = 0.3  # lines with a mean confidence below this are specks, stamps and signatures
_WORD = "5"  # level of a word in tesseract's table


@dataclass(slots=True)
class _FoundLine:
    left: int
    foot: int
    words: list[str] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / len(self.confidences)


def read(content: bytes, task: Task, limits: Limits) -> ReadDocument:
    """The recognised lines of page `task.page`, and the mean confidence of their words, 0 to 1."""
    picture, dpi = _picture(content, task.page, limits)
    found = [line for line in _lines(_tesseract(picture, dpi, limits)) if line.confidence >= _NOISE]
    document = ReadDocument(MEDIA_TYPE, ocr=True)
    confidences: list[float] = []
    for line in found:
        text = one_line(" ".join(line.words))
        if text:
            confidences += line.confidences
            left, top = (round(pixels * 72 / dpi, 1) for pixels in (line.left, line.foot))
            document.lines.append(Line(text, page=task.page, left=left, top=top))
    if confidences:
        document.confidence = sum(confidences) / len(confidences)
    return document


def _picture(content: bytes, number: int, limits: Limits) -> tuple[bytes, float]:
    """The page drawn in grey as a PGM file, and the dots per inch it was drawn at."""
    pdf = open_pdf(content)
    page = pdf[number - 1]
    width, height = page.get_size()  # points
    dpi = float(limits.ocr_dpi)
    pixels = width * height * (dpi / 72) ** 2
    if pixels > limits.ocr_page_pixels:
        dpi *= (limits.ocr_page_pixels / pixels) ** 0.5
    if dpi < _LEAST_DPI:
        raise UnreadableError(
            f"The page is {width / 72:.0f} by {height / 72:.0f} inches: too large to be drawn."
        )
    bitmap = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False, draw_annots=True)
    if bitmap.format != pdfium.FPDFBitmap_Gray:
        raise UnreadableError("The page can't be drawn in grey.")
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        stride = bitmap.stride
        rows = b"".join(rows[at * stride : at * stride + bitmap.width] for at in range(bitmap.height))
    return b"P5\n%d %d\n255\n" % (bitmap.width, bitmap.height) + rows, dpi


def _tesseract(picture: bytes, dpi: float, limits: Limits) -> str:
    """Tesseract's table of words for `picture`."""
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", "eng", "--dpi", f"{dpi:.0f}", "tsv"],
            input=picture,
            capture_output=True,
            timeout=limits.ocr_page_seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"Recognising the page took over {limits.ocr_page_seconds} s.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        reason = one_line(said[0])[:200] if said else f"exit {error.returncode}"
        raise UnreadableError(f"Tesseract could not recognise the page ({reason}).") from error
    return done.stdout.decode("utf-8", "replace")


def _lines(words: str) -> list[_FoundLine]:
    lines: dict[tuple[str, ...], _FoundLine] = {}
    for row in csv.DictReader(io.StringIO(words), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] != _WORD or not text:
            continue
        key = (row["block_num"], row["par_num"], row["line_num"])
        foot = int(row["top"]) + int(row["height"])
        line = lines.setdefault(key, _FoundLine(int(row["left"]), foot))
        line.foot = max(line.foot, foot)
        line.words.append(text)
        line.confidences.append(max(0.0, float(row["conf"])) / 100)
    return list(lines.values())
