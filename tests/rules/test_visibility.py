"""Every field of every model says who may see it."""

import pytest
from django.apps import apps
from django.db import models

LEVELS = {"public", "internal", "personal"}
MODELS = [model for model in apps.get_models() if model.__module__.startswith("answerable.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_fields_are_classified(model: type[models.Model]) -> None:
    said = getattr(model, "VISIBILITY", None)
    assert said is not None, f"{model._meta.label} has no VISIBILITY"
    fields = {field.name for field in model._meta.local_fields}
    assert set(said) == fields, f"{model._meta.label}: classify {set(said) ^ fields}"
    assert set(said.values()) <= LEVELS


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_models_name_themselves_without_personal_fields(model: type[models.Model]) -> None:
    """What a traceback or a log line prints of a row gives no name away."""
    said: dict[str, str] = getattr(model, "VISIBILITY", {})
    personal = {name: f"secret of {name}" for name, level in said.items() if level == "personal"}
    plain = {name: value for name, value in personal.items() if name != "report"}
    row = model(**plain)
    try:
        words = str(row)
    except (AttributeError, models.ObjectDoesNotExist):
        return
    assert not [value for value in plain.values() if value in words]
