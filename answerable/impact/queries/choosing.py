"""What a person who measures chooses from: indicators that fit words, and expectations to tie them to."""

from collections.abc import Iterable

from django.db.models import QuerySet

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Measure
from answerable.lineage.models import Expectation, Standing


def indicators_for(words: str) -> list[Indicator]:
    """Definitions with every one of the words in their code, title, group, definition or splits, those with
    them in the title first; all for no words. What cannot be tested by its period comes too, and says so."""
    wanted = words.casefold().split()
    found = [one for one in shipped().values() if _holds(wanted, _searched(one))]
    return sorted(found, key=lambda one: (not _holds(wanted, (one.title,)), one.group, one.title, one.code))


def _searched(one: Indicator) -> tuple[str, ...]:
    return (one.code, one.title, one.group, one.definition, one.numerator, *one.splits)


def _holds(wanted: Iterable[str], texts: Iterable[str]) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in wanted)


def expectations_to_measure(words: str) -> QuerySet[Expectation]:
    """Adopted expectations with these words in what they say now, or with this reference."""
    adopted = Expectation.objects.filter(
        standings__superseded_at__isnull=True, standings__state=Standing.State.ADOPTED
    )
    for word in words.split():
        adopted = adopted.filter(
            pk__in=Expectation.objects.filter(
                wordings__superseded_at__isnull=True, wordings__text__icontains=word
            )
        )
    return adopted.order_by("pk")


def measured_expectations() -> QuerySet[Expectation]:
    """With a measure that is tied now, the newest first."""
    tied = Measure.objects.filter(ended_at__isnull=True).values("expectation")
    return Expectation.objects.filter(pk__in=tied).order_by("-pk")
