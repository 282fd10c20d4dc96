"""The charts of a page that says of several bodies whether it worked."""

import datetime as dt
from collections.abc import Sequence

from django.core.cache import cache

from answerable.impact.models import SeriesFile
from answerable.impact.queries.many import series_with_takeovers
from answerable.impact.queries.places import whole_of
from answerable.impact.queries.series import UnknownIndicatorError, takeovers_of
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better
from answerable.organisations.models import Organisation
from answerable.publication.effects import MeasureRecord
from answerable.website.presenters.indicator_figures import IndicatorFigure, KnownOfBody, indicator_figure

KEPT = 24 * 3600  # seconds; figures are drawn anew when a file of them is loaded


class PageFigures:
    """Kept until figures are loaded; what is not is read for all bodies of the page together."""

    def __init__(self, bodies: Sequence[Organisation], on: dt.date | None) -> None:
        self.bodies, self.on = list({one.pk: one for one in bodies}.values()), on
        self.latest = SeriesFile.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self._moved: dict[int, list[tuple[dt.date, str]]] | None = None
        self._held: dict[tuple[str, str], dict[int, Series]] = {}

    def kept(
        self, measure: MeasureRecord, body: Organisation | None, marks: Sequence[tuple[dt.date, str]]
    ) -> IndicatorFigure | None:
        """The chart; None where no figures are held."""
        whose = body.reference if body else "all"
        told = ",".join(f"{day.isoformat()}" for day, _ in marks)
        key = f"impact-figure:{self.latest}:{measure.reference}:{whose}:{told}:{self.on or 'now'}"
        found: IndicatorFigure | str | None = cache.get(key)
        if found is None:
            found = self._drawn(measure, body, marks) or "none"
            cache.set(key, found, KEPT)
        return None if isinstance(found, str) else found

    def _drawn(
        self, measure: MeasureRecord, body: Organisation | None, marks: Sequence[tuple[dt.date, str]]
    ) -> IndicatorFigure | None:
        try:
            about = body or whole_of(measure.indicator)
            if not about:
                return None
            figure = indicator_figure(
                measure.indicator,
                about,
                measure.split,
                marks,
                self.on,
                better=Better(measure.better),
                identifier=f"chart-{measure.reference}-{body.reference if body else 'all'}",
                known=self._known(measure, body) if body else None,
            )
        except UnknownIndicatorError:
            return None
        return figure if figure.held.readings else None

    def _known(self, measure: MeasureRecord, body: Organisation) -> KnownOfBody:
        if self._moved is None:
            self._moved = takeovers_of(self.bodies)
        at = (measure.indicator, measure.split)
        if at not in self._held:
            self._held[at] = series_with_takeovers(
                measure.indicator, self.bodies, measure.split, self.on, self._moved
            )
        return KnownOfBody(self._held[at][body.pk], self._moved[body.pk])
