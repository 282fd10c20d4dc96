"""A body's first page, the list of its duties, and the file of it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.models import Person, Refusal
from answerable.accounts.queries import former_members, members_of
from answerable.core.actors import Actor, NotPermittedError
from answerable.duties.models import Action
from answerable.duties.operations import DutyError, hand_over
from answerable.duties.queries import handed_to, sees_all
from answerable.organisations.models import Organisation
from answerable.publication.csvsafe import csv_lines
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body, requires
from answerable.workspace.posted import given, number
from answerable.workspace.presenters.answering import (
    FILTERS,
    STANCES,
    Row,
    at_body,
    counts_of,
    draft_lines,
    rows_of,
)
from answerable.workspace.refusal import note
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

PAGE = 100
_HEADER = (
    *("duty", "entry", "asked", "asked_by", "report", "issued", "kind", "due", "state"),
    *("disputed", "challenged", "with"),
)


def bodies_of(by: Actor) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=by.bodies.get("BODY_READ", ())).order_by("name"))


def crumbs_to(body: Organisation, *rest: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("Your work", ROOT), (body.name, at_body(body)), *rest)


def hidden(request: HttpRequest, there: bool) -> Http404:
    """What to raise for a thing that the person may not see: they are told nothing, and a try is noted."""
    if there:
        note(request, Refusal.Kind.NOT_ALLOWED)
    return Http404()


@requires("BODY_READ")
def body_list(request: HttpRequest) -> HttpResponse:
    """Of somebody with several bodies, each with its first page; of one, straight there."""
    found = bodies_of(actor(request))
    if len(found) == 1:
        return HttpResponseRedirect(at_body(found[0]))
    rows = [(body.name, at_body(body)) for body in found]
    return show(
        request, "bodies.html", desk_page("Your bodies", "duties", (("Your work", ROOT),)), {"rows": rows}
    )


@for_body("BODY_READ")
def body_home(request: HttpRequest, body: Organisation) -> HttpResponse:
    by = actor(request)
    rows, drafts = rows_of(by, body), draft_lines(by, body)
    context = {
        "body": body,
        "here": at_body(body),
        "counts": counts_of(by, body, rows, drafts),
        "first": [row for row in rows if row.open][:10],
        "drafts": drafts,
        "sees_all": sees_all(by, body.pk),
        "may_hand_over": by.may_for("HANDOVER_MAKE", body.pk),
        "others": [(one.name, at_body(one)) for one in bodies_of(by) if one.pk != body.pk],
    }
    return show(request, "body.html", desk_page(body.name, "duties", (("Your work", ROOT),)), context)


def _asked_for(request: HttpRequest, body: Organisation) -> tuple[str, list[Row]]:
    which = request.GET.get("show", "open")
    if which not in dict(FILTERS):
        raise Http404
    sought = " ".join(request.GET.get("words", "").casefold().split())[:100]
    rows = [row for row in rows_of(actor(request), body) if row.fits(which)]
    if sought:
        rows = [
            row for row in rows if sought in f"{row.duty.reference} {row.asked} {row.publisher}".casefold()
        ]
    return which, rows


@for_body("BODY_READ")
def duty_list(request: HttpRequest, body: Organisation) -> HttpResponse:
    which, rows = _asked_for(request, body)
    written = request.GET.get("page", "1")
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 10_000):
        raise Http404
    at = int(written)
    by = actor(request)
    context = {
        "body": body,
        "here": at_body(body, "duties"),
        "filters": FILTERS,
        "which": which,
        "words": request.GET.get("words", "")[:100],
        "rows": rows[(at - 1) * PAGE : at * PAGE],
        "count": len(rows),
        "page_number": at,
        "more": len(rows) > at * PAGE,
        "stances": STANCES,
        "may_draft": by.may_for("ANSWER_DRAFT", body.pk),
        "may_delegate": by.may_for("DUTY_DELEGATE", body.pk),
        "members": [(person.pk, person.name) for person, _ in members_of(body.pk)],
    }
    page = desk_page(f"Duties of {body.name}", "duties", crumbs_to(body))
    return show(request, "body_duties.html", page, context)


@for_body("BODY_READ")
def duty_file(request: HttpRequest, body: Organisation) -> HttpResponse:
    """The list as CSV; cells that a spreadsheet would run are defused."""
    which, rows = _asked_for(request, body)
    lines = csv_lines(
        _HEADER,
        (
            (
                row.duty.reference,
                row.duty.entry.reference,
                row.asked,
                row.publisher,
                row.duty.entry.report.reference,
                row.duty.entry.report.issued_on or "",
                row.duty.kind,
                row.due_on or "",
                row.state,
                "yes" if row.disputed else "",
                "yes" if row.challenged else "",
                "; ".join(row.with_whom),
            )
            for row in rows
        ),
    )
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="duties-{body.reference}-{which}.csv"'
    return answer


@for_body("HANDOVER_MAKE")
def handover(request: HttpRequest, body: Organisation) -> HttpResponse:
    """What each member has in the body, and the form that passes it to another."""
    error = ""
    people = {person.pk: person for person, _ in members_of(body.pk)}
    leaving = {**people, **{person.pk: person for person in former_members(body.pk)}}
    if request.method == "POST":
        try:
            person = leaving.get(number(request, "person"))
            to = people.get(number(request, "to"))
            if person is None or to is None:
                raise DutyError("Choose who hands over, and to whom.")
            duties, actions = hand_over(by=actor(request), organisation=body, person=person, to=to)
        except (DutyError, NotPermittedError) as problem:
            error = str(problem)
        else:
            tell(request, f"Handed over: duties {duties}, actions {actions}.")
            return HttpResponseRedirect(at_body(body, "hand-over"))
    context = {
        "body": body,
        "here": at_body(body, "hand-over"),
        "rows": [(person, *_has(person, body), person.pk in people) for person in leaving.values()],
        "people": [(person.pk, person.name) for person in people.values()],
        "error": error,
        "given": given(request),
    }
    title = "Hand over"
    page = desk_page(f"Error: {title}" if error else title, "duties", crumbs_to(body))
    return show(request, "handover.html", page, context, status=422 if error else 200)


def _has(person: Person, body: Organisation) -> tuple[list[str], list[str]]:
    """The duties and the actions that are with somebody, by reference."""
    duties = handed_to(person.identifier).filter(duty__holder=body).order_by("pk")
    actions = Action.objects.filter(organisation=body, owner=person.identifier, dropped_at__isnull=True)
    return (
        list(duties.values_list("duty__reference", flat=True)),
        list(actions.values_list("reference", flat=True)),
    )
