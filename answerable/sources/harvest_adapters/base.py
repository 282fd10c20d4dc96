"""What all adapters do alike: begin at the addresses of the definition, and turn every doubt into `odd`."""

from collections.abc import Callable

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.files import read_file
from answerable.sources.harvest_adapters.values import OddError, once, sound

LISTING, REPORT, FILE, REPLY = "listing", "report", "file", "reply"
FIGURES, BODIES = "figures", "bodies"


Readings = dict[str, Callable[[str, bytes], PageRead]]


def begin(definition: SourceDefinition, kind: Callable[[str], str] = lambda _url: LISTING) -> list[Found]:
    """The addresses of the definition's [harvest] section; none where it has no such section."""
    rule = definition.harvest
    return once(Found(url, kind(url)) for url in rule.start) if rule else []


def read_safely(reading: Callable[[str, bytes], PageRead], url: str, body: bytes) -> PageRead:
    """What `reading` gives; where it raises OddError, a page that is odd and gives nothing."""
    try:
        page = reading(url, body)
        page = page._replace(found=once(page.found))
        sound(page.report, page.found)
    except OddError as error:
        return PageRead([], b"", str(error))
    except RecursionError:
        return PageRead([], b"", "it is nested too deep to be read")
    return page


def read_as(
    readings: Readings,
    place_kind: str,
    url: str,
    body: bytes,
    media_type: str,
) -> PageRead:
    """By the kind of the place: a page or answer through its reading, anything else as a file."""
    reading = readings.get(place_kind)
    return read_safely(reading, url, body) if reading else read_file(url, body, media_type)
