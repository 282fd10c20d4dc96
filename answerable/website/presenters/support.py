"""Who readers can talk to. The lines are reviewed data, so that a service can change them."""

import functools
import tomllib
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class SupportLine:
    name: str
    what: str
    url: str
    phone: str = ""
    text: str = ""
    cost: str = ""

    @property
    def phone_href(self) -> str:
        return "tel:" + self.phone.replace(" ", "")


@functools.cache
def support_lines() -> tuple[SupportLine, ...]:
    """The lines of data/support.toml, in its order. The first is shown beside records."""
    with (settings.DEFINITIONS / "support.toml").open("rb") as file:
        return tuple(SupportLine(**line) for line in tomllib.load(file)["line"])
