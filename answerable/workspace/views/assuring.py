"""Verifying, judging replies, closing, looking again, and the panel's view: one page for a duty, by role."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.assurance.models import Adequacy, Closure, PanelView, Recheck, Verification
from answerable.assurance.operations import (
    AssuranceError,
    OwnWorkError,
    close,
    give_view,
    judge_adequacy,
    note_refusal,
    record_recheck,
    reopen,
    verify_claim,
)
from answerable.assurance.queries import work
from answerable.core.actors import Actor
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Answer, Claim, ClaimLevel, Duty, Evidence
from answerable.duties.queries.holding import duty_by_reference
from answerable.register.models import Entry
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number, numbers, reference
from answerable.workspace.presenters.assuring import duty_page, recheck_rows, rows_of
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

TITLES = {"verify": "Verify", "judge": "Replies to what you asked", "panel": "Views of the panel"}
CHOICES = {
    "results": tuple(Verification.Result.choices),
    "levels": tuple(ClaimLevel.choices),
    "seen": tuple(Verification.Seen.choices),
    "verdicts": tuple(Adequacy.Verdict.choices),
    "views": tuple(PanelView.View.choices),
    "reasons": tuple(Closure.Reason.choices),
    "outcomes": tuple(Recheck.Outcome.choices),
}
Step = Callable[[HttpRequest, Actor, Duty], str]


@requires("ASSURANCE_READ")
def to_verify(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    claims = rows_of(work.claims_to_look_at(by), "verify", "Said to be done")
    sections = (
        ("Claims that nobody has looked at", claims),
        ("Looks that are due", recheck_rows(work.rechecks_due(by))),
        (
            "Verdicts on evidence that was withdrawn",
            rows_of(work.verdicts_shaken(by), "verify", "Evidence was withdrawn since"),
        ),
        ("Found done, and open", rows_of(work.to_close(by), "verify", "It can be closed")),
    )
    return _list(request, "verify", sections)


@requires("ADEQUACY_JUDGE")
def to_judge(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    sections = (
        ("Replies that nobody has judged", rows_of(work.replies_to_judge(by), "judge", "A reply is held")),
        ("Found done, and open", rows_of(work.to_close(by), "judge", "It can be closed")),
    )
    return _list(request, "judge", sections)


@requires("PANEL_READ")
def to_view(request: HttpRequest) -> HttpResponse:
    rows = rows_of(work.awaiting_view(), "panel", "Said to be done, or looked at")
    return _list(request, "panel", (("Without a view of the panel", rows),))


def _list(request: HttpRequest, role: str, sections: tuple[tuple[str, object], ...]) -> HttpResponse:
    page = desk_page(TITLES[role], role, (("Your work", ROOT),))
    return show(request, "assuring.html", page, {"title": TITLES[role], "sections": sections})


@requires("ASSURANCE_READ")
def verify_duty(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, "verify", _find(written))


@requires("ADEQUACY_JUDGE")
def judge_duty(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, "judge", _asked_by(actor(request), written, "ADEQUACY_JUDGE"))


@requires("PANEL_READ")
def view_duty(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, "panel", _find(written))


@requires("VERDICT_GIVE")
def give_verdict(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, "verify", _find(written), "verdict", _verdict)


@requires("CLOSURE_MAKE")
def close_verified(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, "verify", _asked_by(actor(request), written, "CLOSURE_MAKE"), "close", _close)


@requires("RECHECK_DO")
def do_recheck(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, "verify", _find(written), "recheck", _recheck)


@requires("CLOSURE_REOPEN")
def reopen_duty(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, "verify", _find(written), "reopen", _reopen)


@requires("ADEQUACY_JUDGE")
def judge_reply(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, "judge", _asked_by(actor(request), written, "ADEQUACY_JUDGE"), "adequacy", _judge)


@requires("CLOSURE_MAKE")
def close_judged(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, "judge", _asked_by(actor(request), written, "CLOSURE_MAKE"), "close", _close)


@requires("VIEW_GIVE")
def say_view(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, "panel", _find(written), "view", _view)


def _do(request: HttpRequest, role: str, duty: Duty, form: str, step: Step) -> HttpResponse:
    by = actor(request)
    try:
        done = step(request, by, duty)
    except OwnWorkError as error:
        note_refusal(by=by, duty=duty, tried=form)
        return _page(request, role, duty, form, str(error))
    except AssuranceError as error:
        return _page(request, role, duty, form, str(error))
    tell(request, done)
    return HttpResponseRedirect(f"{ROOT}/{role}/{duty.reference}")


def _page(request: HttpRequest, role: str, duty: Duty, form: str = "", error: str = "") -> HttpResponse:
    title = f"Duty {duty.reference}"
    by = actor(request)
    context = {
        "shown": duty_page(duty, by),
        "here": f"{ROOT}/{role}/{duty.reference}",
        "role": role,
        "may": by.permissions,
        "choices": CHOICES,
        "form": form,
        "error": error,
        "given": given(request),
        "ticked": numbers(request, "evidence"),
    }
    crumbs = (("Your work", ROOT), (TITLES[role], f"{ROOT}/{role}"))
    page = desk_page(f"Error: {title}" if error else title, role, crumbs)
    return show(request, "assured.html", page, context, status=422 if error else 200)


def _find(written: str) -> Duty:
    try:
        found = duty_by_reference(parse_reference(written, "D"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found


def _asked_by(by: Actor, written: str, permission: str) -> Duty:
    """The duty, where its publisher is one that the permission is held for; else nothing is told of it."""
    found = _find(written)
    if not by.may_publish(permission, found.entry.report.publisher.code):
        raise Http404(written)
    return found


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").strip()


def _verdict(request: HttpRequest, by: Actor, duty: Duty) -> str:
    claim = Claim.objects.select_related("duty").filter(pk=number(request, "claim"), duty=duty).first()
    if claim is None:
        raise AssuranceError("There is no such claim: load the page again.")
    verify_claim(
        by=by,
        claim=claim,
        result=_typed(request, "result"),
        found=_typed(request, "found"),
        seen=_typed(request, "seen"),
        reason=_typed(request, "reason"),
        evidence=list(Evidence.objects.filter(pk__in=numbers(request, "evidence"))),
        instead_of=Verification.objects.filter(pk=number(request, "instead_of"), duty=duty).first(),
    )
    return "Your verdict is recorded. It stands beside what the body says."


def _judge(request: HttpRequest, by: Actor, duty: Duty) -> str:
    answer = Answer.objects.filter(pk=number(request, "answer")).first()
    if answer is None:
        raise AssuranceError("There is no such answer: load the page again.")
    judge_adequacy(
        by=by,
        duty=duty,
        answer=answer,
        verdict=_typed(request, "verdict"),
        reason=_typed(request, "reason"),
        instead_of=Adequacy.objects.filter(pk=number(request, "instead_of"), duty=duty).first(),
    )
    return "Your judgement of the reply is recorded."


def _view(request: HttpRequest, by: Actor, duty: Duty) -> str:
    give_view(
        by=by,
        duty=duty,
        view=_typed(request, "view"),
        words=_typed(request, "words"),
        instead_of=PanelView.objects.filter(pk=number(request, "instead_of"), duty=duty).first(),
    )
    return "The panel's view is recorded. It stands beside the verdict, not under it."


def _close(request: HttpRequest, by: Actor, duty: Duty) -> str:
    written = reference(request, "into", "E")
    if _typed(request, "into") and not written:
        raise AssuranceError("That is no reference of an entry: it looks like E-7KQ2M9XA4.")
    into = Entry.objects.filter(reference=written).first() if written else None
    if written and into is None:
        raise AssuranceError(f"No entry has the reference {written}.")
    made = close(
        by=by, duty=duty, reason=_typed(request, "closing"), words=_typed(request, "words"), into=into
    )
    looks = [f"{look.due_on:%-d %B %Y}" for look in made.rechecks.all()]
    return f"Closed. It is looked at again on {' and '.join(looks)}." if looks else "Closed."


def _recheck(request: HttpRequest, by: Actor, duty: Duty) -> str:
    held = Recheck.objects.filter(pk=number(request, "recheck"), closure__duty=duty)
    look = held.select_related("closure__duty").first()
    if look is None:
        raise AssuranceError("There is no such look: load the page again.")
    outcome, words = _typed(request, "outcome"), _typed(request, "words")
    done = record_recheck(by=by, recheck=look, outcome=outcome, words=words)
    if done.outcome == Recheck.Outcome.NOT_LASTED:
        return "Recorded. The duty is open again, since it did not last."
    return "Recorded."


def _reopen(request: HttpRequest, by: Actor, duty: Duty) -> str:
    closure = Closure.objects.select_related("duty").filter(duty=duty, reopened_at__isnull=True).first()
    if closure is None:
        raise AssuranceError("It is open already.")
    reopen(by=by, closure=closure, reason=_typed(request, "reason"))
    return "It is open again."
