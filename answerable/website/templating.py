"""The Jinja2 environments of the public pages.

Two, on purpose. Pages are strict: a name that a template misspells is an error, never a blank. The design
system's macros lean on undefined names all the time, so they live in an environment of their own and come
to pages as functions (`component`). Macros are for page furniture and forms; lists and tables are plain
templates, a hundred times faster.
"""

import functools
from typing import Any

from django.conf import settings
from django.templatetags.static import static as static_address
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import ChainableUndefined, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from answerable.website import labels
from answerable.website.formats import counted, iso_date, long_date, lower_first, number, shortened, withheld


def environment(**options: Any) -> Environment:
    """The environment of the pages, as Django asks for it in TEMPLATES."""
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = True
    options["lstrip_blocks"] = True
    options["extensions"] = [*options.get("extensions", ()), "jinja2.ext.i18n"]
    pages = Environment(**options)  # noqa: S701  # nosec B701: Django's backend sets autoescape
    pages.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    pages.globals.update(
        component=component,
        page_header=page_header,
        other_footer=other_footer,
        other_header=other_header,
        page_footer=page_footer,
        service_footer=settings.SERVICE_FOOTER,
        service_address=settings.PUBLIC_ADDRESS,
        service_name=settings.SERVICE_NAME,
        static=static,
        url=address,
    )
    pages.filters.update(date=long_date, iso=iso_date, number=number, counted=counted, withheld=withheld)
    pages.filters.update(shortened=shortened, lower_first=lower_first)
    pages.filters.update(labels.FILTERS)
    pages.globals.update(labels.TABLES)
    return pages


@functools.cache
def _furniture() -> Environment:
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=select_autoescape(default=True),
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _macro(folder: str, name: str) -> Any:
    module = _furniture().get_template(f"nhsuk/components/{folder}/macro.jinja").module
    return getattr(module, name)


def component(folder: str, parameters: dict[str, Any], name: str = "") -> Markup:
    """One component of the design system, as its macro `name` (the folder's, in camel case) draws it.

    Never give it `html` made from data: the macro trusts that.
    """
    first, *rest = folder.split("-")
    macro = _macro(folder, name or first + "".join(word.title() for word in rest))
    return Markup(macro(parameters))  # noqa: S704  # nosec B704: the macro has escaped its parameters


SECTIONS = (
    ("search", "Search", "/search"),
    ("expectations", "Expectations", "/expectations"),
    ("over-time", "Over time", "/over-time"),
    ("organisations", "Organisations", "/organisations"),
    ("publishers", "Publishers", "/publishers"),
    ("about", "About and methods", "/about"),
)


@functools.cache
def page_header(section: str, with_search: bool) -> Markup:
    """The header. Drawn by the macro, since it holds at 320 pixels; kept, since many pages share it."""
    items = [{"text": text, "href": href, "current": key == section} for key, text, href in SECTIONS]
    parameters: dict[str, Any] = {
        "logo": {
            "src": static("answerable/mark.svg"),
            "alt": "",
            "ariaLabel": f"{settings.SERVICE_NAME} home",
        },
        "service": {"text": settings.SERVICE_NAME, "href": "/"},
        "navigation": {"items": items, "ariaLabel": "Main"},
    }
    if with_search:
        parameters["search"] = {
            "action": "/search",
            "name": "q",
            "input": {"placeholder": ""},
            "label": {"visuallyHiddenText": "Search the register"},
            "button": {"ariaLabel": "Search"},
        }
    return component("header", parameters)


@functools.cache
def page_footer() -> Markup:
    groups = [
        (
            "The register",
            [
                ("Search", "/search"),
                ("Organisations", "/organisations"),
                ("Publishers", "/publishers"),
                ("Oversight", "/oversight"),
                ("Before you recommend", "/before-you-recommend"),
            ],
        ),
        (
            "What is asked again",
            [
                ("Expectations", "/expectations"),
                ("Thirty years at a glance", "/over-time"),
                ("Themes", "/themes"),
                ("Cross-purposes", "/cross-purposes"),
                ("Priorities", "/priorities"),
                ("Impact assessments", "/assessments"),
                ("Groups at work", "/groups"),
                ("Without a clear owner", "/without-owner"),
            ],
        ),
        (
            "How it works",
            [
                ("About and methods", "/about"),
                ("Words we use", "/glossary"),
                ("Data to download", "/data"),
                ("Claimed and found", "/claimed-and-found"),
                ("When nobody answers", "/escalation"),
                ("Indicators", "/indicators"),
                ("Did it work?", "/impact"),
            ],
        ),
        (
            "Help",
            [
                ("Support if you are affected", "/support"),
                ("Accessibility", "/accessibility"),
                ("Challenges", "/challenges"),
                ("Corrections", "/corrections"),
                ("Reported errors", "/reported"),
            ],
        ),
    ]
    return component(
        "footer",
        {
            "columns": 4,
            "navigation": [
                {"title": title, "items": [{"text": text, "href": href} for text, href in links]}
                for title, links in groups
            ],
            "meta": {"text": f"{settings.SERVICE_NAME} is {settings.SERVICE_FOOTER}"},
            "copyright": {"text": ""},
        },
    )


def other_header(language: str) -> Markup:
    """The header of pages in another language than English, in the language that is active."""
    return component(
        "header",
        {
            "logo": {
                "src": static("answerable/mark.svg"),
                "alt": "",
                "ariaLabel": f"{settings.SERVICE_NAME}, {gettext('home')}",
            },
            "service": {"text": settings.SERVICE_NAME, "href": f"/{language}"},
            "navigation": {
                "items": [{"text": gettext("Search"), "href": f"/{language}/search"}],
                "ariaLabel": gettext("Main"),
            },
        },
    )


def other_footer() -> Markup:
    """What the service is, which an adopter words in English, and the way to all the rest."""
    said = f"{settings.SERVICE_NAME} is {settings.SERVICE_FOOTER}"
    items = [{"text": gettext("Accessibility (in English)"), "href": "/accessibility"}]
    meta = {"items": items, "text": said, "visuallyHiddenTitle": gettext("More")}
    return component("footer", {"meta": meta, "copyright": {"text": ""}})


def static(path: str) -> str:
    """The address of a static file, with its content's hash where `collectstatic` has run."""
    try:
        return static_address(path)
    except ValueError:  # no manifest: a test, or a server started without `answerable serve`
        return f"{settings.STATIC_URL}{path}"


def address(name: str, /, **parts: object) -> str:
    return reverse(name, kwargs=parts or None)
