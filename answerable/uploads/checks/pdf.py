"""PDF: opened page by page, and with nothing in it that acts. Child process only."""

import pypdfium2
import pypdfium2.raw as pdfium

from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.read_pdf import MEDIA_TYPE, open_pdf
from answerable.sources.readers.registry import Task
from answerable.uploads.checks.pdf_objects import acts, names_of

_BEHIND = 1024  # bytes that may stand after the end
_LOOKED_AT = 100  # pages: to open one takes up to 20 ms, and the names in all of them are known by then
_ANNOTATIONS = {
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "files inside it",
    pdfium.FPDF_ANNOT_SOUND: "sound",
    pdfium.FPDF_ANNOT_MOVIE: "film",
    pdfium.FPDF_ANNOT_SCREEN: "film",
    pdfium.FPDF_ANNOT_RICHMEDIA: "film",
    pdfium.FPDF_ANNOT_THREED: "a model",
}
_LAUNCHES = (pdfium.PDFACTION_LAUNCH, pdfium.PDFACTION_REMOTEGOTO, pdfium.PDFACTION_EMBEDDEDGOTO)
_SAVE = "Print it to a new PDF, and send that."


def read(content: bytes, _task: Task, limits: Limits) -> ReadDocument:
    """Raises UnreadableError: encrypted, cut off, damaged, too long, or with something in it that acts."""
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise UnreadableError(f"The end of the PDF is missing: it was cut off. {_SAVE}")
    if len(content[end + 5 :].strip(b"\x00\r\n\t ")) > _BEHIND:
        raise UnreadableError(f"There is more in the file than the PDF. {_SAVE}")
    names = names_of(content, limits.unpacked_bytes)
    if b"/Encrypt" in names:
        raise UnreadableError(f"The PDF is encrypted, so that it can't be looked through. {_SAVE}")
    if what := acts(names):
        raise UnreadableError(f"The PDF holds {what}, which could act on a reader's machine. {_SAVE}")
    pdf = open_pdf(content)
    pages = len(pdf)
    if pages == 0:
        raise UnreadableError(f"The PDF has no pages: it is damaged. {_SAVE}")
    if pages > limits.pages:
        raise UnreadableError(f"The PDF has {pages:,} pages; at most {limits.pages:,} are taken: split it.")
    # What PDFium itself makes of it, should the names above have been hidden from us.
    if pdfium.FPDFDoc_GetJavaScriptActionCount(pdf.raw) > 0:
        raise UnreadableError(f"The PDF holds programs (JavaScript). {_SAVE}")
    if pdfium.FPDFDoc_GetAttachmentCount(pdf.raw) > 0:
        raise UnreadableError(f"The PDF holds files inside it. {_SAVE}")
    for index in range(min(pages, _LOOKED_AT)):
        _check_page(pdf, index)
    return ReadDocument(MEDIA_TYPE, pages=pages)


def _check_page(pdf: pypdfium2.PdfDocument, index: int) -> None:
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"Page {index + 1:,} of the PDF is damaged or cut off. {_SAVE}") from error
    try:
        for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            _check_annotation(page, number, index + 1)
    finally:
        page.close()


def _check_annotation(page: pypdfium2.PdfPage, number: int, shown: int) -> None:
    annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
    if not annotation:
        return
    try:
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind in _ANNOTATIONS:
            raise UnreadableError(f"Page {shown:,} of the PDF holds {_ANNOTATIONS[kind]}. {_SAVE}")
        link = pdfium.FPDFAnnot_GetLink(annotation)
        action = pdfium.FPDFLink_GetAction(link) if link else None
        if action and pdfium.FPDFAction_GetType(action) in _LAUNCHES:
            raise UnreadableError(f"A link on page {shown:,} of the PDF opens another file. {_SAVE}")
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
