"""An address that was published once is answered for ever: with a page, a way on, or that it is gone.

Pages of single things are asked for by the crawler of test_every_page.py, which follows every link.
"""

import pytest
from django.test import Client

from answerable.api.problems import WORK
from tests.pages.conftest import browser as browser  # fixtures
from tests.pages.conftest import world as world
from tests.rules.published_addresses import listed, public

PLAIN = sorted(pattern for pattern in listed() if "<" not in pattern)
NEEDS_MORE = {
    "/cy/follow": "what to follow stands in the address",
}


def test_every_public_address_is_listed() -> None:
    assert not set(public()) - set(listed()), "run `python -m tests.rules.published_addresses`"


def test_none_that_was_published_has_left() -> None:
    assert not set(listed()) - set(public()), "answer these with 301 to where they are now, or with 410"


@pytest.mark.django_db
@pytest.mark.parametrize("address", PLAIN)
def test_each_that_names_nothing_is_answered(browser: Client, address: str) -> None:
    found = browser.get(address)
    if address in NEEDS_MORE:
        assert found.status_code == 404, f"{address} is answered now: take it out of NEEDS_MORE"
        return
    if address.startswith(WORK):
        assert found.status_code == 401, f"{address} tells something without a key"
        return
    takes_posts_alone = found.status_code == 405 and "GET" not in found["Allow"]
    assert found.status_code in (200, 301, 302, 303, 410) or takes_posts_alone
