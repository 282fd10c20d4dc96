"""A run in a process of its own, for a test to kill: python -m tests.made.sites.killed_run"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

import django

django.setup()

from answerable.core.actors import HARVEST  # noqa: E402
from answerable.sources.harvesting.run import Run  # noqa: E402
from answerable.sources.http import Door  # noqa: E402
from tests.made.sites.plain_adapter import PlainAdapter, plain_definition  # noqa: E402

definition = plain_definition()
assert definition.harvest is not None
with Door(definition.harvest) as door:
    print(Run(definition, PlainAdapter(), HARVEST, door).go().state)  # noqa: T201
