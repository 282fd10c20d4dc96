"""A register with work on the desk: made once for all tests of a file, as each of them finds it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.pages.desk_world import DeskWorld, build_desk


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DeskWorld]:
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr("tests.unit.accounts.made.set_password", lambda **_: None)  # nobody types one here
        yield build_desk()
        transaction.set_rollback(True)


@pytest.fixture
def world(desk: DeskWorld, db: None) -> DeskWorld:
    cache.clear()
    return desk
