"""Bodies that were recorded twice: once as a report wrote the name, and once as a list of bodies has it.

A body that was wound up is another matter: it keeps its page, which names who took over from it.
"""

from django.db.models import Q

from answerable.duties.models import Duty
from answerable.organisations.models import NameKind, Organisation
from answerable.register.models import Resolution

NAMED = "named:"  # how keys begin of bodies that only reports name, and no list


def moved_to(body: Organisation) -> Organisation | None:
    """The listed body that stands in its place: of the same name, once nothing hangs on this one any more."""
    if not body.key.startswith(NAMED):
        return None
    if Duty.objects.filter(Q(organisation=body) | Q(holder=body)).exists():
        return None
    if Resolution.objects.filter(organisation=body, superseded_at__isnull=True).exists():
        return None
    listed = Organisation.objects.exclude(key__startswith=NAMED).filter(
        names__text__iexact=body.name, names__kind__in=[NameKind.OFFICIAL, NameKind.ALIAS]
    )
    found = list(listed.distinct().order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
