"""The reviewed lists as the resolver holds them: loaded once, and taken out of the database again."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.organisations.loading import load_paths, load_shipped
from answerable.organisations.resolver import Resolver


@pytest.fixture(scope="session")
def shipped(django_db_setup: None, django_db_blocker: Any) -> Resolver:
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped(by=ORGANISATIONS_LOADER)
        resolver = Resolver.from_database()
        transaction.set_rollback(True)
    return resolver


@pytest.fixture(scope="session")
def with_real_lists(django_db_setup: None, django_db_blocker: Any, shared_dir: Path) -> Resolver:
    with django_db_blocker.unblock(), transaction.atomic():
        load_paths([shared_dir / "data" / "organisations"], by=ORGANISATIONS_LOADER)
        resolver = Resolver.from_database()
        transaction.set_rollback(True)
    return resolver
