"""Every page of the workspace has a policy; what writes goes through operations in the person's own name."""

import ast
from pathlib import Path

import pytest

from answerable.lineage.models import Relation
from answerable.workspace import answers
from answerable.workspace.addresses.making import NoPolicyError, page

VIEWS = Path(__file__).resolve().parents[3] / "answerable" / "workspace" / "views"
DECORATED = ("open_to_all", "signed_in", "at_the_door", "requires(", "for_body(")


def views_in(path: Path) -> list[ast.FunctionDef]:
    """Functions that take a request and give an answer, and are not helpers."""
    return [
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.args.args
        and node.args.args[0].arg == "request"
        and node.returns is not None
        and ast.unparse(node.returns) == "HttpResponse"
    ]


@pytest.mark.parametrize("path", sorted(VIEWS.glob("*.py")), ids=lambda path: path.stem)
def test_every_view_says_who_may_see_it(path: Path) -> None:
    if path.stem == "refusing":  # what Django calls itself, for anybody
        return
    bare = [
        view.name
        for view in views_in(path)
        if not any(ast.unparse(one).startswith(DECORATED) for one in view.decorator_list)
    ]
    assert bare == []


@pytest.mark.parametrize("path", sorted(VIEWS.glob("*.py")), ids=lambda path: path.stem)
def test_whoever_does_a_thing_is_the_person_signed_in(path: Path) -> None:
    """Operations are called with by=by or by=actor(request), never with a job. The door is for strangers."""
    source = ast.parse(path.read_text())
    given = {
        ast.unparse(keyword.value)
        for node in ast.walk(source)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "by"
    }
    allowed = {"by", "actor(request)"} | ({"actor_of(person)"} if path.stem == "door" else set())
    assert given <= allowed


def test_page_without_a_policy_gets_no_address() -> None:
    with pytest.raises(NoPolicyError):
        page("x", lambda request: None, "x")  # type: ignore[arg-type,return-value]


def test_every_relation_can_be_given_and_each_answer_has_keys_of_its_own() -> None:
    every = [answer for answer in answers._LINKS if answer.key != "b_supersedes"]
    assert {answer.value for answer in every if not answer.is_refusal} == set(Relation.values)
    keys = [key for answer in every for key in answer.keys]
    assert len(keys) == len(set(keys))
    assert not {answers.UNDO_KEY, answers.SKIP_KEY, answers.REASON_KEY, "?"} & set(keys)
    assert all(answer.reason for answer in every)
