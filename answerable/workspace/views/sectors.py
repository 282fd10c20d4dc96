"""An editor says which sectors of care a report is in; the rule leaves that alone from then on."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError, parse_reference
from answerable.core.text.scope.sectors import sectors as defined
from answerable.register.models import Report
from answerable.register.operations.sectors import SectorChoiceError, decide_sectors
from answerable.register.sectors import sectors_of
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/sectors"


@requires("SECTOR_DECIDE")
def sectors(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    written = (request.POST if sent else request.GET).get("report", "")
    if not written and not sent:
        return _page(request, None, written, "")
    try:
        report = _report(written)
    except SectorChoiceError as error:
        return _page(request, None, written, str(error))
    if not sent:
        return _page(request, report, written, "")
    try:
        decide_sectors(
            by=actor(request),
            report=report,
            codes=request.POST.getlist("sector"),
            reason=request.POST.get("reason", ""),
        )
    except SectorChoiceError as error:
        return _page(request, report, written, str(error))
    tell(request, f"The sectors of {report.reference} are as you said, and readers see why.")
    return HttpResponseRedirect(f"{HERE}?report={report.reference}")


def _report(written: str) -> Report:
    try:
        found = Report.objects.filter(reference=parse_reference(written, "R")).first()
    except BadReferenceError as error:
        raise SectorChoiceError(str(error)) from error
    if found is None:
        raise SectorChoiceError(f"The register holds no report {written[:20]}.")
    return found


def _page(request: HttpRequest, report: Report | None, written: str, error: str) -> HttpResponse:
    held = sectors_of([report.pk])[report.pk] if report else []
    chosen = request.POST.getlist("sector") if request.method == "POST" else [row.sector for row in held]
    context = {
        "report": report,
        "written": written[:40],
        "held": held,
        "known": list(defined().values()),
        "chosen": chosen,
        "reason": request.POST.get("reason", "") if error else "",
        "error": error,
        "here": HERE,
    }
    page = desk_page(f"{'Error: ' if error else ''}Sectors of a report", "", (("Your work", ROOT),))
    return show(request, "sectors.html", page, context, status=422 if error else 200)
