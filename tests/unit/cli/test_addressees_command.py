"""The queue of addressees that wait for a person."""

import json

import pytest
from click.testing import CliRunner

from answerable.cli.addressees import addressees
from tests import make


@pytest.mark.django_db
def test_doubtful_addressee_is_listed_with_its_candidates_and_the_reason() -> None:
    trust = make.body("Northmere Wards Trust")
    doubtful = make.mention(None, as_written="Northmere Ward Trust")
    doubtful.status = "doubtful"
    doubtful.reason = "The name is close to one body's, but not close enough."
    doubtful.candidates = [(trust.reference, 86.0, "86 of 100 alike")]
    report = make.report(mentions=[doubtful], to=[trust])
    told = json.loads(CliRunner().invoke(addressees, ["--json"]).stdout)
    assert told["states"] == {"doubtful": 1, "sure": 1}
    (waiting,) = told["queue"]
    assert waiting["report"] == report.reference and waiting["as_written"] == "Northmere Ward Trust"
    assert waiting["candidates"][0]["name"] == "Northmere Wards Trust"
    words = CliRunner().invoke(addressees, []).stdout
    assert "not close enough" in words and "86 of 100 alike" in words


@pytest.mark.django_db
def test_empty_register_has_an_empty_queue() -> None:
    told = CliRunner().invoke(addressees, [])
    assert told.exit_code == 0 and "no addressees" in told.stdout
