"""Writes live in operations.py, and nowhere else."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "answerable"
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "aupdate",
}
# `update` and `add` are also methods of dict and set: they count on something that looks like a queryset.
QUERY_WRITES = {"update", "_raw_delete"}


def is_operations(path: Path) -> bool:
    """operations.py of a room, or a module of its operations/ where one file grew too long."""
    return path.name == "operations.py" or path.parent.name == "operations"


OPERATIONS = [path for path in sorted(PACKAGE.rglob("*.py")) if is_operations(path)]


def writes_in(source: str) -> list[int]:
    """Lines on which the source writes to the database."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        chain = ast.unparse(node.func)
        name = node.func.attr
        on_queryset = ".objects" in chain or ".filter(" in chain or ".exclude(" in chain or ".all()" in chain
        if (name in WRITES and (on_queryset or name == "save")) or (name in QUERY_WRITES and on_queryset):
            lines.append(node.lineno)
    return lines


def test_writes_are_made_only_by_operations() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if is_operations(path) or "migrations" in inside.parts or inside == Path("ledger/operation.py"):
            continue
        found += [f"answerable/{inside}:{line}" for line in writes_in(path.read_text())]
    assert not found, "these lines write outside operations.py: " + ", ".join(found)


def test_the_rule_sees_a_write() -> None:
    assert writes_in("Report.objects.filter(pk=1).update(title='x')") == [1]
    assert writes_in("report.save()") == [1]
    assert writes_in("names.update(other)") == []


def test_operations_take_everything_by_keyword_and_name_their_actor() -> None:
    wrong = []
    for path in OPERATIONS:
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or not any(
                "operation(" in ast.unparse(decorator) for decorator in node.decorator_list
            ):
                continue
            positional = [argument.arg for argument in node.args.args]
            keywords = [argument.arg for argument in node.args.kwonlyargs]
            if positional != ["log"] or "by" not in keywords:
                wrong.append(f"{path.parent.name}.{node.name}")
    assert not wrong, f"operations are f(log, *, by, ...): {wrong}"


def test_every_public_function_that_writes_is_an_operation() -> None:
    """A helper begins with an underscore, or is given the log of the operation that it serves."""
    wrong = []
    for path in OPERATIONS:
        for node in ast.parse(path.read_text()).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and [argument.arg for argument in node.args.args][:1] != ["log"]
                and writes_in(ast.unparse(node))
                and not any("operation(" in ast.unparse(decorator) for decorator in node.decorator_list)
            ):
                wrong.append(f"{path.parent.name}.{node.name}")
    assert not wrong, f"these write without being operations: {wrong}"
