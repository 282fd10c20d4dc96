"""A file of evidence that the body lets the public read, once a virus scanner has looked at it."""

from django.http import FileResponse, Http404, HttpRequest

from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.queries.plans import public_file
from answerable.uploads.serving import GoneError, attachment


def evidence_file(request: HttpRequest, reference: str) -> FileResponse:  # noqa: ARG001
    """The file as an attachment. One that the public may not have is answered as one that is not there."""
    try:
        found = public_file(parse_reference(reference, "V"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(reference)
    try:
        return attachment(found)
    except GoneError as error:
        raise Http404(reference) from error
