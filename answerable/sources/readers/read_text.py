"""Plain text: its lines as they are. A form feed begins a new page, as in text taken from a PDF."""

from answerable.sources.readers.characters import safe
from answerable.sources.readers.document import Line, Problem, ReadDocument
from answerable.sources.readers.encoding import decode
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task

MEDIA_TYPE = "text/plain"


def read(content: bytes, _task: Task, _limits: Limits) -> ReadDocument:
    """Every line, blank ones too, since they part paragraphs."""
    decoded = decode(content)
    document = ReadDocument(MEDIA_TYPE)
    if decoded.remark:
        document.problems.append(Problem("whole file", decoded.remark, lost=False))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    pages = text.split("\f")
    document.pages = len(pages) if len(pages) > 1 else None
    for number, page in enumerate(pages, start=1):
        for line in safe(page).split("\n"):
            document.lines.append(Line(line.rstrip(), page=number if document.pages else None))
    return document
