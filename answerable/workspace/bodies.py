"""Which body an editor means by what they chose or typed."""

from django.http import HttpRequest

from answerable.core.references import BadReferenceError, parse_reference
from answerable.organisations.models import Organisation
from answerable.workspace.posted import words

_MOST = 6


class NoSuchBodyError(ValueError):
    """The message says what to do instead."""


def body_chosen(request: HttpRequest) -> Organisation:
    """By its reference where one was chosen ("body") or typed, else by its name ("other_body").

    Raises NoSuchBodyError: none was named, none is called that, or several are.
    """
    chosen, typed = words(request, "body"), words(request, "other_body")
    written = typed or chosen
    if not written:
        raise NoSuchBodyError("Name the body that must resolve it.")
    return body_named(written)


def body_named(written: str) -> Organisation:
    """By its reference or its name. Raises NoSuchBodyError: none is called that, or several are."""
    try:
        found = Organisation.objects.filter(reference=parse_reference(written, "B")).first()
    except BadReferenceError:
        found = None
    if found:
        return found
    exact = list(Organisation.objects.filter(name__iexact=written)[: _MOST + 1])
    close = exact or list(Organisation.objects.filter(name__icontains=written).order_by("name")[: _MOST + 1])
    if len(close) == 1:
        return close[0]
    if not close:
        raise NoSuchBodyError(f"No body in the register is called “{written[:100]}”.")
    some = "; ".join(f"{body.name} ({body.reference})" for body in close[:_MOST])
    more = " and others" if len(close) > _MOST else ""
    raise NoSuchBodyError(f"Several bodies fit. Type the reference of the one you mean: {some}{more}.")
