"""What the engine asks of whoever knows a site: where to begin, and what a page says.

An adapter is pure: bytes in, values out. It fetches nothing and invents nothing. What it can't understand it
calls odd, so that the engine keeps the version it has and shows a person the place.
"""

import importlib
from typing import Any, NamedTuple, Protocol

from answerable.sources.definitions import SourceDefinition

# The module of each adapter, which holds it as ADAPTER. The definition of a source names one of these.
ADAPTERS = (
    "judiciary_pfd",
    "judiciary_api",
    "hssib",
    "govuk",
    "inquiry_sites",
    "cqc",
    "nhse_statistics",
    "ods",
)


class UnknownAdapterError(LookupError):
    """A definition names an adapter that there is not."""


class Found(NamedTuple):
    """An address to visit. `hint` is kept with the place, and given to whoever reads the file."""

    url: str  # whole, with its scheme
    kind: str  # one of Place.Kind
    hint: dict[str, str] = {}


class PageRead(NamedTuple):
    """What one page or file says.

    `matters`: the part whose change is a change; an advert, a date of today or a count of visitors is none.
    `odd`: why it could not be understood, in plain words; "" when it could.
    `report`: what the page of a report says of it (date, reference, area, categories, addressees, pdf and
    reply addresses); None where the page is about no one report.
    """

    found: list[Found]
    matters: bytes
    odd: str = ""
    report: dict[str, Any] | None = None


class HarvestAdapter(Protocol):
    """Knows the pages of one site. Neither function raises, whatever the bytes are."""

    code: str
    version: str

    def start(self, definition: SourceDefinition) -> list[Found]:
        """Where a run begins: the addresses of the definition's [harvest] section, each with its kind."""

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        """What stands at `url`, which a place of `place_kind` led to."""


def adapter_of(code: str) -> HarvestAdapter:
    """Raises UnknownAdapterError."""
    if code not in ADAPTERS:
        raise UnknownAdapterError(f"There is no harvest adapter {code!r}; there are {', '.join(ADAPTERS)}.")
    module = importlib.import_module(f"{__name__}.{code}")
    adapter: HarvestAdapter = module.ADAPTER
    return adapter
