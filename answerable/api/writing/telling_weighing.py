"""What programs of issuers are told of assessments, closures and reports in other forms."""

from decimal import Decimal
from typing import Any

from answerable.assurance.models import Closure
from answerable.oversight.models import Assessment
from answerable.oversight.operations.assessing import Weighed
from answerable.register.models import Edition


def typed(sent: dict[str, Any]) -> dict[str, str]:
    """An assessment as the form of the workspace keeps it: numbers are written."""
    return {
        name: "" if value is None else value if isinstance(value, str) else f"{Decimal(str(value)):f}"
        for name, value in sent.items()
    }


def weighed(sent: dict[str, Any]) -> Weighed:
    return Weighed.of(typed(sent))


def assessment(held: Assessment) -> dict[str, Any]:
    of = held.entry or held.expectation
    assert of is not None, "it is of one of the two"
    return {
        "assessment": held.reference,
        "of": of.reference,
        "before": held.before,
        "cost_low": _number(held.cost_low),
        "cost_high": _number(held.cost_high),
        "hours_low": _number(held.hours_low),
        "hours_high": _number(held.hours_high),
        "confidence": held.confidence,
        "recorded_at": held.recorded_at,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def closure(held: Closure) -> dict[str, Any]:
    return {
        "duty": held.duty.reference,
        "reason": held.reason,
        "words": held.words,
        "into": held.into.reference if held.into else "",
        "closed_on": held.closed_on,
        "looks": list(held.rechecks.order_by("due_on").values_list("due_on", flat=True)),
        "recorded_at": held.recorded_at,
    }


def edition(held: Edition) -> dict[str, Any]:
    return {
        "edition": held.reference,
        "about": held.entry.reference if held.entry else held.report.reference,
        "form": held.form,
        "supplied_by": held.supplied_by,
        "url": held.url,
        "has_file": held.upload_id is not None,
        "withdrawn_at": held.withdrawn_at,
        "withdrawn_why": held.withdrawn_why,
        "recorded_at": held.recorded_at,
    }
