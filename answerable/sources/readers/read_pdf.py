"""PDF: the text layer page by page, and which pages have none and need recognition (OCR)."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from answerable.sources.readers.characters import one_line
from answerable.sources.readers.document import Line, Problem, ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.pdf_lines import PageText
from answerable.sources.readers.registry import Task

MEDIA_TYPE = "application/pdf"
_FEW = 20  # characters: a page number, a stamp
_STAMPED = 200  # characters: a footer that was printed over a scanned page
_END_MARK_WITHIN = 4096  # bytes
_XFA_FULL = 2  # FORMTYPE_XFA_FULL
_TEXT_LIKE_SHARE = 0.5


def read(content: bytes, _task: Task, limits: Limits) -> ReadDocument:
    """The text layer. `ocr_pages` of the result names the pages to be recognised from their picture."""
    pdf = open_pdf(content)
    count = len(pdf)
    if count == 0:
        raise UnreadableError("The PDF has no pages: it is damaged. Fetch it again.")
    if count > limits.pages:
        raise UnreadableError(
            f"The PDF says it has {count:,} pages; at most {limits.pages:,} are read: split it."
        )
    document = ReadDocument(MEDIA_TYPE, pages=count, title=_title(pdf), language=_language(pdf))
    if b"%%EOF" not in content[-_END_MARK_WITHIN:]:
        why = (
            "The end of the file is missing: it was probably cut off, and pages are missing. Fetch it again."
        )
        document.problems.append(Problem("whole document", why))
    if pdf.get_formtype() == _XFA_FULL:
        why = "This is an XFA form, whose filled-in text a reader can't see: print it to a new PDF."
        document.problems.append(Problem("whole document", why))
    characters = 0
    for index in range(count):
        lines = _page(pdf, index, document)
        document.lines += lines
        characters += sum(len(line.text) for line in lines)
        if characters > limits.characters:
            raise UnreadableError(f"The PDF holds more than {limits.characters:,} characters: split it.")
    failed = sum(problem.where.startswith("page ") for problem in document.problems)
    if failed == count:
        raise UnreadableError("No page of the PDF could be opened: it is damaged or cut off. Fetch it again.")
    if not document.lines and not document.ocr_pages:
        document.problems.append(
            Problem("whole document", "There is no text in it: all its pages are blank.")
        )
    return document


def open_pdf(content: bytes) -> pypdfium2.PdfDocument:
    """Raises UnreadableError for what PDFium can't open. The empty password is tried first."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD:
            why = "The PDF is encrypted: it opens with a password only. Save it without one and take that in."
        elif code == pdfium.FPDF_ERR_SECURITY:
            why = "The PDF is encrypted in a way that is not known here. Save it without and take that in."
        else:
            why = "The PDF is damaged or cut off: its table of contents can't be found. Fetch it again."
        raise UnreadableError(why) from error


def _page(pdf: pypdfium2.PdfDocument, index: int, document: ReadDocument) -> list[Line]:
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        why = "The page can't be opened: the file is damaged or cut off. Fetch it again."
        document.problems.append(Problem(f"page {index + 1}", why))
        return []
    text = PageText(page)
    try:
        lines = text.lines(index + 1)
        if needs_recognition(page, lines):
            document.ocr_pages.append(index + 1)
        return lines
    finally:
        text.close()
        page.close()


def needs_recognition(page: pypdfium2.PdfPage, lines: list[Line]) -> bool:
    """Whether what a person sees on the page is in a picture, and not in the text layer.

    A page with pictures or drawings and hardly a character; a page that is one picture with a stamp or footer
    over it; or a text layer of characters that mean nothing, as broken fonts give.
    """
    text = "".join(line.text for line in lines).replace(" ", "")
    if len(text) >= _STAMPED:
        return _means_nothing(text)
    if not len(text):
        return bool(pdfium.FPDFPage_CountObjects(page.raw) > 0)
    covered = _picture_share(page)
    return covered > 0.7 or (len(text) < _FEW and covered > 0.3) or _means_nothing(text)


def _means_nothing(text: str) -> bool:
    meaningful = sum(character.isalnum() or character in ".,:;()-–’'\"•/&" for character in text)
    return meaningful < len(text) * _TEXT_LIKE_SHARE


def _picture_share(page: pypdfium2.PdfPage) -> float:
    """The largest picture's share of the page, 0 to 1."""
    width, height = page.get_size()
    largest = 0.0
    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, abs((right - left) * (top - bottom)))
    return min(1.0, float(largest / max(1.0, width * height)))


def _title(pdf: pypdfium2.PdfDocument) -> str:
    return one_line(pdf.get_metadata_value("Title"))[:1000]


def _language(pdf: pypdfium2.PdfDocument) -> str:
    room = ctypes.create_string_buffer(64)
    written = pdfium.FPDFCatalog_GetLanguage(
        pdf.raw, ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), len(room)
    )
    return one_line(room.raw[: max(0, min(written, 64) - 2)].decode("utf-16-le", "replace"))
