"""Under which terms each record may be used, and whom to name: those of the source that it comes from."""

import functools
from dataclasses import dataclass

from django.conf import settings

from answerable.sources.definitions import SourceDefinition, load_definitions

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LICENCE_COLUMNS = ("licence", "attribution")
# Licences that have an identifier of SPDX, by which programs know them.
_CODES = {OGL: "OGL-UK-3.0"}


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    """`confirmed`: somebody has read these terms at the source; otherwise they are thought to be so."""

    code: str
    name: str
    address: str
    attribution: str
    confirmed: bool


@functools.cache
def definitions() -> dict[str, SourceDefinition]:
    """Every source that is defined, those of the demonstration too."""
    found = load_definitions(settings.DEFINITIONS / "sources")
    demonstration = settings.DEFINITIONS / "demo" / "sources"
    if any(demonstration.glob("*.toml")):
        found |= load_definitions(demonstration)
    return found


@functools.cache
def licence_of(source: str) -> LicenceRecord:
    """The terms of a source, by its code."""
    definition = definitions().get(source)
    if definition is None:
        return LicenceRecord("", "Not known: see the report", "", "", False)
    told = definition.licence
    code = _CODES.get(told.address, told.name)
    return LicenceRecord(code, told.name, told.address, told.attribution, told.confirmed)


@functools.cache
def own_licence() -> LicenceRecord:
    """Of what this register worked out or was told itself. Words that it quotes keep their own terms."""
    return LicenceRecord(_CODES[OGL], "Open Government Licence v3.0", OGL, settings.SERVICE_NAME, True)
