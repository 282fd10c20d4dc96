"""What PostgreSQL can hold in no text reaches no view."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory

from answerable.website.posted import InMemory
from answerable.website.security import NoNulCharacters


def sent(request: HttpRequest) -> HttpRequest:
    """The request as a view gets it."""
    seen: list[HttpRequest] = []

    def view(given: HttpRequest) -> HttpResponse:
        seen.append(given)
        return HttpResponse()

    NoNulCharacters(view)(request)
    return seen[0]


def test_nul_is_left_out_of_what_is_asked_and_sent() -> None:
    asked = sent(RequestFactory().get("/search?q=a%00b&q=c&kind%00=x"))
    assert asked.GET.getlist("q") == ["ab", "c"] and asked.GET["kind"] == "x"
    form = "words=He%00+was&to=1&to=2"
    posted = sent(RequestFactory().post("/x", form, "application/x-www-form-urlencoded"))
    assert posted.POST["words"] == "He was" and posted.POST.getlist("to") == ["1", "2"]


def test_nul_is_left_out_of_a_form_with_files_which_its_view_may_bound_first() -> None:
    file = SimpleUploadedFile("a\0b.csv", b"a,b\n1,\0\n", "text/csv")
    request = sent(RequestFactory().post("/x", {"words\0": "He\0 was", "to": ["1", "2\0"], "file": file}))
    request.upload_handlers = [InMemory(request)]  # AttributeError, had the form been read on its way
    assert request.POST["words"] == "He was" and request.POST.getlist("to") == ["1", "2"]
    (kept,) = request.FILES.values()
    assert isinstance(kept, UploadedFile) and kept.name == "ab.csv" and kept.read() == b"a,b\n1,\0\n"


def test_form_with_files_that_is_no_form_is_refused_as_before() -> None:
    broken = sent(RequestFactory().post("/x", b"--", "multipart/form-data"))
    with pytest.raises(MultiPartParserError):
        broken.POST["words"]


def test_what_holds_none_stays_the_very_same() -> None:
    request = RequestFactory().get("/search?q=ward")
    before = request.GET
    assert sent(request).GET is before


def test_address_with_nul_is_nowhere() -> None:
    with pytest.raises(Http404):
        sent(RequestFactory().get("/entries/E%00"))
