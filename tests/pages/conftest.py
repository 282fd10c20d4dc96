"""A register to show, kept for all tests of one file and rolled back after them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from answerable.pipeline.index import rebuild_index
from tests.pages.world import World, build_world


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    home: Path = tmp_path_factory.mktemp("home")
    kept = settings.DOCUMENTS, settings.INDEX
    settings.DOCUMENTS, settings.INDEX = home / "documents", home / "index"
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        rebuild_index()
        yield built
        transaction.set_rollback(True)
    cache.clear()
    settings.DOCUMENTS, settings.INDEX = kept


@pytest.fixture
def browser(world: World, db: None) -> Client:
    """Django's own client, on a register that holds the world."""
    return Client(HTTP_HOST="localhost")
