"""What the database holds, from the models themselves: each field, its kind, and who may see it."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from answerable.pipeline.bulk.described import in_words
from answerable.pipeline.bulk.tables import columns_of

LEVELS = (
    "public: pages, API and files may show it. internal: people who are signed in and need it. personal: "
    "about a person, and never shown outside."
)


def whole_dictionary() -> str:
    """That of the public files, and what the database holds."""
    return f"{in_words(columns_of())}\n{models_in_words()}"


def models_in_words() -> str:
    """As Markdown, room by room."""
    lines = ["# What the database holds", "", "Made from the models.", "", LEVELS, ""]
    for config in sorted(apps.get_app_configs(), key=lambda one: one.label):
        if not config.name.startswith("answerable."):
            continue
        held = sorted(config.get_models(), key=lambda one: one.__name__)
        for model in held:
            lines += _model(config.label, model)
    return "\n".join(lines)


def _model(room: str, model: type[models.Model]) -> Iterator[str]:
    yield f"## {room}: {model.__name__}"
    yield ""
    if words := _first_paragraph(model):
        yield words
        yield ""
    yield "| field | kind | who may see it | |"
    yield "|---|---|---|---|"
    said: dict[str, str] = getattr(model, "VISIBILITY", {})
    for field in model._meta.local_fields:
        words = str(field.help_text).replace("|", "&#124;")
        yield f"| `{field.name}` | {_kind(field)} | {said.get(field.name, '')} | {words} |"
    yield ""


def _first_paragraph(model: type[models.Model]) -> str:
    """What its docstring says first. One that Django made lists the fields, and says nothing."""
    told = (model.__doc__ or "").strip()
    if told.startswith(f"{model.__name__}("):
        return ""
    return " ".join(told.split("\n\n")[0].split())


def _kind(field: "models.Field[object, object]") -> str:
    """Its kind, what it leads to, and the values that it can have."""
    kind = field.get_internal_type().removesuffix("Field").lower()
    if isinstance(field, models.ForeignKey):
        other = field.related_model
        kind = f"leads to {other._meta.app_label}: {other.__name__}"
    elif field.choices:
        kind = "one of " + ", ".join(str(value) or "(blank)" for value, _ in field.flatchoices)
    return f"{kind}, or none" if field.null else kind
