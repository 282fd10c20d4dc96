"""Public addresses."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from answerable.website.addresses import (
    charts,
    coordination,
    coverage,
    doors,
    effects,
    feeds,
    following,
    lasting,
    levels,
    packs,
    plain,
    priorities,
    reported,
    searching,
    sectors,
    versions,
    welsh,
)
from answerable.website.views import (
    bodies_standing,
    challenges,
    claimed_and_found,
    corrections,
    cross_purposes,
    drafts,
    entries,
    escalation,
    evidence,
    expectations,
    home,
    indicators,
    organisations,
    over_time,
    publishers,
    reports,
    search,
    standing,
    themes,
)

urlpatterns = [
    *feeds.urlpatterns,
    *versions.urlpatterns,
    path("", home.home, name="home"),
    path("about", home.about, name="about"),
    path("about/by-year.csv", home.about_by_year, name="about-by-year"),
    path("data", home.data, name="data"),
    path("reports", home.reports, name="reports"),
    path("reports.json", home.reports_json, name="reports-json"),
    path("reports.csv", home.reports_csv, name="reports-csv"),
    path("search", search.search, name="search"),
    path("search.json", search.search_json, name="search-json"),
    path("search.csv", search.search_csv, name="search-csv"),
    path("entries", entries.entries, name="entries"),
    path("entries/<str:reference>/standing.csv", entries.entry_standing_csv, name="entry-standing-csv"),
    path("entries/<str:reference>.json", entries.entry_json, name="entry-json"),
    path("entries/<str:reference>.csv", entries.entry_csv, name="entry-csv"),
    path("entries/<str:reference>", entries.entry, name="entry"),
    path("entries/<str:reference>/versions/<int:version>", entries.entry, name="entry-version"),
    path("evidence/<str:reference>/file", evidence.evidence_file, name="evidence-file"),
    path("reports/<str:reference>.json", reports.report_json, name="report-json"),
    path("reports/<str:reference>.csv", reports.report_csv, name="report-csv"),
    path("reports/<str:reference>/source", reports.report_source, name="report-source"),
    path("reports/<str:reference>/notice", reports.report_notice, name="report-notice"),
    path("reports/<str:reference>", reports.report, name="report"),
    path("organisations", organisations.organisations, name="organisations"),
    path("organisations.json", organisations.organisations_json, name="organisations-json"),
    path("organisations.csv", organisations.organisations_csv, name="organisations-csv"),
    path("organisations/<str:reference>.json", organisations.organisation_json, name="organisation-json"),
    path("organisations/<str:reference>.csv", organisations.organisation_csv, name="organisation-csv"),
    path(
        "organisations/<str:reference>/by-year.csv",
        organisations.organisation_by_year,
        name="organisation-by-year",
    ),
    path(
        "organisations/<str:reference>/places.csv",
        organisations.organisation_places,
        name="organisation-places",
    ),
    path(
        "organisations/<str:reference>/standing.json",
        bodies_standing.body_standing_json,
        name="organisation-standing-json",
    ),
    path(
        "organisations/<str:reference>/standing.csv",
        bodies_standing.body_standing_csv,
        name="organisation-standing-csv",
    ),
    path(
        "organisations/<str:reference>/standing",
        bodies_standing.body_standing_page,
        name="organisation-standing",
    ),
    path("organisations/<str:reference>", organisations.organisation, name="organisation"),
    path("publishers", publishers.publishers, name="publishers"),
    path("publishers.json", publishers.publishers_json, name="publishers-json"),
    path("publishers.csv", publishers.publishers_csv, name="publishers-csv"),
    path("publishers/<slug:code>.json", publishers.publisher_json, name="publisher-json"),
    path("publishers/<slug:code>.csv", publishers.publisher_csv, name="publisher-csv"),
    path("publishers/<slug:code>/by-year.csv", publishers.publisher_by_year, name="publisher-by-year"),
    path("publishers/<slug:code>", publishers.publisher, name="publisher"),
    path("expectations", expectations.expectations, name="expectations"),
    path("expectations.json", expectations.expectations_json, name="expectations-json"),
    path("expectations.csv", expectations.expectations_csv, name="expectations-csv"),
    path("expectations/<str:reference>.json", expectations.expectation_json, name="expectation-json"),
    path("expectations/<str:reference>.csv", expectations.expectation_csv, name="expectation-csv"),
    path(
        "expectations/<str:reference>/by-year.csv",
        expectations.expectation_by_year,
        name="expectation-by-year",
    ),
    path(
        "expectations/<str:reference>/standing.csv",
        expectations.expectation_standing,
        name="expectation-standing",
    ),
    path("expectations/<str:reference>", expectations.expectation, name="expectation"),
    path("escalation", escalation.escalation, name="escalation"),
    path("over-time", over_time.over_time, name="over-time"),
    path("over-time.json", over_time.over_time_json, name="over-time-json"),
    path("over-time.csv", over_time.over_time_csv, name="over-time-csv"),
    path("over-time/by-publisher.csv", over_time.over_time_by_publisher, name="over-time-by-publisher"),
    path("themes", themes.themes, name="themes"),
    path("themes.json", themes.themes_json, name="themes-json"),
    path("themes.csv", themes.themes_csv, name="themes-csv"),
    path("themes/<slug:key>.json", themes.theme_as_json, name="theme-json"),
    path("themes/<slug:key>/by-year.csv", themes.theme_by_year, name="theme-by-year"),
    path("themes/<slug:key>", themes.theme, name="theme"),
    path("indicators", indicators.indicators, name="indicators"),
    path("indicators.json", indicators.indicators_json, name="indicators-json"),
    path("indicators.csv", indicators.indicators_csv, name="indicators-csv"),
    path("indicators/<slug:code>.csv", indicators.indicator_csv, name="indicator-csv"),
    path("indicators/<slug:code>.json", indicators.indicator_json, name="indicator-json"),
    path("indicators/<slug:code>", indicators.indicator, name="indicator"),
    path("cross-purposes", cross_purposes.cross_purposes, name="cross-purposes"),
    path("cross-purposes.json", cross_purposes.cross_purposes_json, name="cross-purposes-json"),
    path("cross-purposes.csv", cross_purposes.cross_purposes_csv, name="cross-purposes-csv"),
    path("cross-purposes/<str:reference>.json", cross_purposes.contradiction_json, name="contradiction-json"),
    path("cross-purposes/<str:reference>.csv", cross_purposes.contradiction_csv, name="contradiction-csv"),
    path("cross-purposes/<str:reference>", cross_purposes.contradiction, name="contradiction"),
    path("challenges", challenges.challenges, name="challenges"),
    path("challenges.csv", challenges.challenges_csv, name="challenges-csv"),
    path("challenges/<str:reference>", challenges.follow_challenge, name="challenge"),
    path("claimed-and-found", claimed_and_found.claimed_and_found, name="claimed-and-found"),
    path("claimed-and-found.json", claimed_and_found.claimed_and_found_json, name="claimed-and-found-json"),
    path("corrections", corrections.corrections, name="corrections"),
    path("corrections.json", corrections.corrections_json, name="corrections-json"),
    path("corrections.csv", corrections.corrections_csv, name="corrections-csv"),
    path("glossary", standing.glossary, name="glossary"),
    path("support", standing.support, name="support"),
    path("accessibility", standing.accessibility, name="accessibility"),
    path("robots.txt", standing.robots, name="robots"),
    path("healthz", standing.healthz, name="healthz"),
    *effects.urlpatterns,
    *charts.urlpatterns,
    *priorities.urlpatterns,
    *coordination.urlpatterns,
    *levels.urlpatterns,
    *coverage.urlpatterns,
    *packs.urlpatterns,
    *sectors.urlpatterns,
    *searching.urlpatterns,
    *plain.urlpatterns,
    *doors.urlpatterns,
    *welsh.urlpatterns,
    *lasting.urlpatterns,
    *reported.urlpatterns,
]

# The public pages only answer questions: nothing here writes.
for pattern in urlpatterns:
    pattern.callback = require_safe(pattern.callback)

# This one takes a form, since a draft is too long for an address. It writes nothing either.
urlpatterns.append(path("before-you-recommend", drafts.before_you_recommend, name="before-you-recommend"))

# By this one anybody challenges the register. It alone writes (docs/decisions/0015-assurance.md).
urlpatterns.append(
    path("entries/<str:reference>/challenge", challenges.challenge_entry, name="challenge-entry")
)

urlpatterns += coverage.forms
urlpatterns += welsh.forms
urlpatterns[:0] = reported.forms  # before what takes any reference there
urlpatterns += following.forms

# Nothing to forge, and no cookie to carry a token (docs/decisions/0006-drafts-by-post.md).
for pattern in urlpatterns:
    pattern.callback = csrf_exempt(pattern.callback)
