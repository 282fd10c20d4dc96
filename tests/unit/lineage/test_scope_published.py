"""What an editor decides of a report's scope is what the public sees."""

import pytest

from answerable.lineage.models import Kind
from answerable.lineage.operations import Proposed, decide, undo
from answerable.publication.records import entry_records
from answerable.publication.reports import report_records
from answerable.register.models import Report
from answerable.register.queries import current_versions
from tests import make

pytestmark = pytest.mark.django_db


def shown(report: Report) -> tuple[str, str]:
    whole = report_records([report])[0]
    entry = next(entry_records(current_versions().filter(entry__report=report))).report
    assert (whole.scope, whole.scope_method) == (entry.scope, entry.scope_method)
    return whole.scope, whole.scope_method


@pytest.mark.parametrize(("verdict", "value", "public"), [("accepted", "", "yes"), ("refused", "", "no")])
def test_a_decision_on_scope_is_published(verdict: str, value: str, public: str) -> None:
    report = make.report(scope="yes")
    assert shown(report) == ("yes", "scope/1")
    (suggestion,) = make.suggested(
        Proposed(kind=Kind.SCOPE, value="yes", score=0.9, words=["ward"], report=report)
    )
    decision = decide(
        by=make.editor(),
        kind=Kind.SCOPE,
        report=report,
        verdict=verdict,
        value=value,
        reason="As read",
        suggestion=suggestion,
    )
    assert shown(report) == (public, "decided by a person")
    undo(by=make.editor(), decision=decision)
    assert shown(report) == ("yes", "scope/1")
