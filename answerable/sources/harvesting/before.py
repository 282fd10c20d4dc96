"""What a place gave the last time it was understood, to hold a new look against."""

from answerable.sources.harvest_adapters import Found, HarvestAdapter, PageRead
from answerable.sources.harvesting.judging import read_kept
from answerable.sources.models import Place
from answerable.sources.storage import place as stored

_PAGES = (Place.Kind.LISTING, Place.Kind.REPORT, Place.Kind.BODIES)
_LARGEST_TABLE = 64 * 1024 * 1024  # bytes; a larger one is not held in memory twice to count its rows


def gave_before(adapter: HarvestAdapter, place: Place, same_reader: bool) -> PageRead | None:
    """What the kept page says, read as today; of a list, where it led; None where nothing is to be compared.

    A copy that a person took as it stands comes before the one that is held. Of files, tables are compared.
    """
    if place.kind not in _PAGES and not _is_table(place):
        return None
    kept = place.agreed or (place.document if place.kind != Place.Kind.LISTING else None)
    if kept is not None:
        path = stored(kept.sha256)
        if not path.exists() or path.stat().st_size > _LARGEST_TABLE:
            return None
        return read_kept(adapter, place.kind, place.url, path.read_bytes())
    if place.gave and same_reader:
        return PageRead([Found(url, kind, hint) for url, kind, hint in place.gave], b"")
    return None


def _is_table(place: Place) -> bool:
    return place.url.partition("?")[0].lower().endswith((".csv", ".tsv"))
