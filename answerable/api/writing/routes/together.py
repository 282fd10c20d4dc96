"""Work under way, and the record of groups that a body leads."""

from typing import Any

from django.http import HttpRequest

from answerable.api.asking import canonical
from answerable.api.problems import ProblemError
from answerable.api.writing import telling_together as telling
from answerable.api.writing.finding import (
    body_referred_to,
    expectations_listed,
    file_given,
    hidden,
    written_as,
)
from answerable.api.writing.keys import for_body
from answerable.api.writing.making import get, post
from answerable.api.writing.shapes import Nothing, ReasonIn, at
from answerable.api.writing.shapes_together import (
    GroupOut,
    NoteIn,
    NoteOut,
    WorkChange,
    WorkDescribed,
    WorkIn,
    WorkOut,
)
from answerable.oversight.models import GroupNote, Work
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.operations.minuting import add_note, replace_note
from answerable.oversight.operations.working import (
    Described,
    change_work,
    join_work,
    leave_work,
    record_work,
)
from answerable.oversight.queries.groups import GroupShown, group_by_reference, led_by
from answerable.oversight.queries.work import work as work_of
from answerable.oversight.queries.work import work_by_reference

_WORK = "/bodies/{body}/under-way"
_ONE = f"{_WORK}/{{work}}"
_GROUPS = "/bodies/{body}/groups"
BODY = "The body's reference."
WORK = "The reference of the work, such as W-7KQ2M9XA4."


@get(_WORK, "work_under_way", list[WorkOut], needs="WORK_RECORD", each="body")
def listed(request: HttpRequest, body: str = at(BODY)) -> list[dict[str, Any]]:
    """Work that the body has recorded, or joined, the newest first."""
    _, held = for_body(request)
    return [telling.work(one) for one in work_of(organisation=held.pk)]


@post(_WORK, "work_record_work", WorkOut, needs="WORK_RECORD", each="body")
def record(request: HttpRequest, sent: WorkIn, body: str = at(BODY)) -> dict[str, Any]:
    """Records work of the body. Where others are at work on the same, it says why its own is apart."""
    by, held = for_body(request)
    group = None
    if sent.group.strip():
        shown = group_by_reference(written_as(sent.group, "G"))
        if shown is None or shown.ended:
            raise CoordinationError("No group that goes on has that reference.")
        group = shown.group
    made = record_work(
        by=by,
        organisation=held,
        described=_described(sent),
        expectations=expectations_listed(sent.expectations),
        group=group,
        why_apart=sent.why_apart,
    )
    return _now(made.reference)


@post(f"{_ONE}/versions", "work_change_work", WorkOut, needs="WORK_RECORD", each="body")
def change(
    request: HttpRequest, sent: WorkChange, body: str = at(BODY), work: str = at(WORK)
) -> dict[str, Any]:
    """Says how the body's own work stands now. The earlier version stays on record."""
    by, mine = for_body(request)
    held = _work(request, work)
    if held.organisation_id != mine.pk:
        raise hidden(request, "work")
    if held.pk != sent.version:
        raise ProblemError(
            409, "Somebody has changed it since you read it, and nothing was kept. Read it again."
        )
    change_work(by=by, work=held, described=_described(sent), why=sent.why)
    return _now(held.reference)


@post(f"{_ONE}/joining", "work_join_work", WorkOut, needs="WORK_RECORD", each="body")
def join(request: HttpRequest, sent: Nothing, body: str = at(BODY), work: str = at(WORK)) -> dict[str, Any]:
    """The body joins work of another, which is open to others."""
    by, mine = for_body(request)
    held = _work(request, work)
    join_work(by=by, work=held, organisation=mine)
    return _now(held.reference)


@post(f"{_ONE}/leaving", "work_leave_work", WorkOut, needs="WORK_RECORD", each="body")
def leave(request: HttpRequest, sent: ReasonIn, body: str = at(BODY), work: str = at(WORK)) -> dict[str, Any]:
    """The body leaves work that it had joined."""
    by, mine = for_body(request)
    held = _work(request, work)
    leave_work(by=by, work=held, organisation=mine, why=sent.reason)
    return _now(held.reference)


@get(_GROUPS, "work_groups", list[GroupOut], needs="GROUP_NOTE", each="body")
def groups(request: HttpRequest, body: str = at(BODY)) -> list[dict[str, Any]]:
    """The groups that the body leads now."""
    _, held = for_body(request)
    return [telling.group(one) for one in led_by([held.pk])]


@post(f"{_GROUPS}/{{group}}/notes", "work_group_note", NoteOut, needs="GROUP_NOTE", each="body")
def note(
    request: HttpRequest,
    sent: NoteIn,
    body: str = at(BODY),
    group: str = at("The group's reference, such as G-7KQ2M9XA4."),
) -> dict[str, Any]:
    """Puts minutes, a decision or a step of the plan on the record of a group that the body leads."""
    by, _ = for_body(request)
    led = _led(request, group)
    owner, upload = body_referred_to(sent.organisation), file_given(request, sent.file)
    if not sent.replaces.strip():
        made = add_note(
            by=by,
            group=led.group,
            kind=sent.kind,
            on=sent.on,
            title=sent.title,
            words=sent.words,
            organisation=owner,
            due_on=sent.due_on,
            progress=sent.progress,
            upload=upload,
        )
        return telling.note(made)
    before = GroupNote.objects.filter(group=led.group, reference=written_as(sent.replaces, "H")).first()
    if before is None:
        raise CoordinationError("Nothing on this group's record has that reference.")
    replaced = replace_note(
        by=by,
        note=before,
        on=sent.on,
        title=sent.title,
        words=sent.words,
        why=sent.why,
        organisation=owner,
        due_on=sent.due_on,
        progress=sent.progress,
        upload=upload,
    )
    return telling.note(replaced)


def _described(sent: WorkDescribed) -> Described:
    return Described(
        title=sent.title,
        words=sent.words,
        state=sent.state,
        starts_on=sent.starts_on,
        ends_on=sent.ends_on,
        open_to_others=sent.open_to_others,
        contact=sent.contact,
        url=sent.url,
    )


def _work(request: HttpRequest, written: str) -> Work:
    wanted = canonical(written, "W")
    rows = Work.objects.filter(reference=wanted, superseded_at__isnull=True)
    found = rows.select_related("organisation").first()
    if found is None:
        raise hidden(request, "work")
    return found


def _led(request: HttpRequest, written: str) -> GroupShown:
    _, body = for_body(request)
    wanted = canonical(written, "G")
    found = next((one for one in led_by([body.pk]) if one.group.reference == wanted), None)
    if found is None:
        raise hidden(request, "group")
    return found


def _now(reference: str) -> dict[str, Any]:
    found = work_by_reference(reference)
    assert found is not None
    return telling.work(found)
