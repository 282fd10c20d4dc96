"""What anybody may ask, without a key. Made by from_description."""

from typing import Any

from answerable_client.asking import Asking, Day, Several, part
from answerable_client.lists import Listed
from answerable_client.records import (
    Beside,
    Body,
    EntryRecord,
    Expectation,
    IndicatorLine,
    LogLine,
    PlaceRecord,
    Report,
    ReportRecord,
    ResponseOut,
    SeriesOut,
    StandingRecord,
    Theme,
    Version,
    Versions,
)


class Reading(Asking):
    """What anybody may ask, without a key."""

    def entries(
        self,
        *,
        scope: Several | None = None,
        sector: Several | None = None,
        publisher_kind: Several | None = None,
        kind: Several | None = None,
        theme: Several | None = None,
        said_before: Several | None = None,
        body: Several | None = None,
        body_kind: Several | None = None,
        category: Several | None = None,
        setting: Several | None = None,
        tension: Several | None = None,
        year: Several | None = None,
        response: Several | None = None,
        publisher: Several | None = None,
        q: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        sort: str | None = None,
        size: int = 100,
        after: str = "",
    ) -> Listed[EntryRecord]:
        """Searches entries by words, meaning and facets: the filters are those of the search page.

        scope: About mental-health inpatient care: yes, likely or no.

        sector: Sector of care, such as mental-health-inpatient.

        publisher_kind: Kind of publisher, such as coroner.

        kind: Kind of entry, such as recommendation or concern.

        theme: Keys of themes, which /api/v1/themes lists.

        said_before: Part of an expectation that is adopted, or a draft.

        body: References of bodies that are asked.

        body_kind: Kind of body that is asked, such as nhs_trust.

        category: The publisher's own category, as written.

        setting: Where care was given, such as emergency-department.

        tension: Side of a known tension, such as observation:leave.

        year: Year of the report.

        response: Published reply: identified, not_identified, not_checked or no_rule.

        publisher: Codes of publishers.

        q: Words, or a sentence. Empty: everything.

        since: Reports issued on this day or later.

        until: Reports issued on this day or earlier.

        sort: In which order; without words, newest first.
        """
        return self._listed(
            "entries",
            EntryRecord,
            {
                "scope": scope,
                "sector": sector,
                "publisher-kind": publisher_kind,
                "kind": kind,
                "theme": theme,
                "said-before": said_before,
                "body": body,
                "body-kind": body_kind,
                "category": category,
                "setting": setting,
                "tension": tension,
                "year": year,
                "response": response,
                "publisher": publisher,
                "q": q,
                "since": since,
                "until": until,
                "sort": sort,
            },
            size,
            after,
        )

    def entry(self, reference: str, *, as_at: Day | None = None) -> EntryRecord:
        """One entry, with whom it asks, its duties, and what was said before.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._read(f"entries/{part(reference)}", EntryRecord, {"as-at": as_at})

    def entry_standing(self, reference: str, *, as_at: Day | None = None) -> tuple[StandingRecord, ...]:
        """How each body asked stands: reply, stance, adequacy, claim, verdict and impact, kept apart.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._several(f"entries/{part(reference)}/standing", StandingRecord, {"as-at": as_at})

    def reports(self, *, size: int = 100, after: str = "") -> Listed[ReportRecord]:
        """Every report, in the order in which the register took them in."""
        return self._listed("reports", ReportRecord, {}, size, after)

    def report(self, reference: str, *, as_at: Day | None = None) -> Report:
        """One report and the references of its entries.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._read(f"reports/{part(reference)}", Report, {"as-at": as_at})

    def organisations(self, *, name: str | None = None, size: int = 100, after: str = "") -> Listed[Body]:
        """Every body that can be asked to act.

        name: Part of its name.
        """
        return self._listed("organisations", Body, {"name": name}, size, after)

    def organisation(self, reference: str) -> Body:
        """One body.

        reference: Such as E-7KQ2M9XA4; its last character is checked.
        """
        return self._read(f"organisations/{part(reference)}", Body, {})

    def expectations(
        self, *, state: str | None = None, theme: str | None = None, size: int = 100, after: str = ""
    ) -> Listed[Expectation]:
        """What has been asked again and again, the most repeated first.

        state: adopted or draft; empty for both.

        theme: Key of a theme; empty for all.
        """
        return self._listed("expectations", Expectation, {"state": state, "theme": theme}, size, after)

    def expectation(self, reference: str, *, as_at: Day | None = None) -> Expectation:
        """One expectation with its facts.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._read(f"expectations/{part(reference)}", Expectation, {"as-at": as_at})

    def themes(self) -> tuple[Theme, ...]:
        """The themes that entries are given."""
        return self._several("themes", Theme, {})

    def indicators(self) -> tuple[IndicatorLine, ...]:
        """Every indicator that is defined."""
        return self._several("indicators", IndicatorLine, {})

    def indicator_series(
        self, code: str, reference: str, *, split: str | None = None, as_at: Day | None = None
    ) -> SeriesOut:
        """The figures of one body, as they are believed on the day. A hidden figure stays hidden.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._read(
            f"indicators/{part(code)}/series/{part(reference)}", SeriesOut, {"split": split, "as-at": as_at}
        )

    def log(self, *, what: str | None = None, size: int = 100, after: str = "") -> Listed[LogLine]:
        """Every addition, change, withdrawal and correction, newest first.

        what: added, changed, withdrawn, corrected or decided; empty for all.
        """
        return self._listed("log", LogLine, {"what": what}, size, after)

    def organisation_places(
        self, reference: str, *, as_at: Day | None = None, size: int = 100, after: str = ""
    ) -> Listed[PlaceRecord]:
        """Places of care that one body runs or ran, by code, then those that only a list of names has.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._listed(
            f"organisations/{part(reference)}/places", PlaceRecord, {"as-at": as_at}, size, after
        )

    def expectation_together(self, reference: str, *, as_at: Day | None = None) -> Beside:
        """Groups, work under way, consolidated asks, its impact assessment, and where it was weighed.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._read(f"expectations/{part(reference)}/together", Beside, {"as-at": as_at})

    def entry_assessments(self, reference: str, *, as_at: Day | None = None) -> tuple[dict[str, Any], ...]:
        """Impact assessments of one entry and of the expectations that it serves.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._several(f"entries/{part(reference)}/assessments", dict, {"as-at": as_at})

    def response(self, reference: str, *, as_at: Day | None = None) -> ResponseOut:
        """What a body answered, once, and what it and others answered to the same.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        as_at: As the register stood at the end of this day.
        """
        return self._read(f"responses/{part(reference)}", ResponseOut, {"as-at": as_at})

    def indicator_versions(self, code: str) -> Versions:
        """Every version of one indicator: its definitions, and the files of figures as they came.

        code: Such as MHS76.
        """
        return self._read(f"indicators/{part(code)}/versions", Versions, {})

    def indicator_version(self, code: str, number: int) -> Version:
        """One version of one indicator: what it says, and what it changed.

        code: Such as MHS76.

        number: The number of the version, from 1.
        """
        return self._read(f"indicators/{part(code)}/versions/{part(number)}", Version, {})

    def entry_versions(self, reference: str) -> Versions:
        """Every version of one entry: when, by whom and why.

        reference: Such as E-7KQ2M9XA4; its last character is checked.
        """
        return self._read(f"entries/{part(reference)}/versions", Versions, {})

    def entry_version(self, reference: str, number: int) -> Version:
        """One version of one entry: what it says, and what it changed.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        number: The number of the version, from 1.
        """
        return self._read(f"entries/{part(reference)}/versions/{part(number)}", Version, {})

    def report_versions(self, reference: str) -> Versions:
        """Every version of one report: when, by whom and why.

        reference: Such as E-7KQ2M9XA4; its last character is checked.
        """
        return self._read(f"reports/{part(reference)}/versions", Versions, {})

    def report_version(self, reference: str, number: int) -> Version:
        """One version of one report: what it says, and what it changed.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        number: The number of the version, from 1.
        """
        return self._read(f"reports/{part(reference)}/versions/{part(number)}", Version, {})

    def organisation_versions(self, reference: str) -> Versions:
        """Every version of one organisation: when, by whom and why.

        reference: Such as E-7KQ2M9XA4; its last character is checked.
        """
        return self._read(f"organisations/{part(reference)}/versions", Versions, {})

    def organisation_version(self, reference: str, number: int) -> Version:
        """One version of one organisation: what it says, and what it changed.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        number: The number of the version, from 1.
        """
        return self._read(f"organisations/{part(reference)}/versions/{part(number)}", Version, {})

    def expectation_versions(self, reference: str) -> Versions:
        """Every version of one expectation: when, by whom and why.

        reference: Such as E-7KQ2M9XA4; its last character is checked.
        """
        return self._read(f"expectations/{part(reference)}/versions", Versions, {})

    def expectation_version(self, reference: str, number: int) -> Version:
        """One version of one expectation: what it says, and what it changed.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        number: The number of the version, from 1.
        """
        return self._read(f"expectations/{part(reference)}/versions/{part(number)}", Version, {})

    def response_versions(self, reference: str) -> Versions:
        """Every version of one response: when, by whom and why.

        reference: Such as E-7KQ2M9XA4; its last character is checked.
        """
        return self._read(f"responses/{part(reference)}/versions", Versions, {})

    def response_version(self, reference: str, number: int) -> Version:
        """One version of one response: what it says, and what it changed.

        reference: Such as E-7KQ2M9XA4; its last character is checked.

        number: The number of the version, from 1.
        """
        return self._read(f"responses/{part(reference)}/versions/{part(number)}", Version, {})
