"""The way in, the first page, and what the register's own team does."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import BOTH, FORM, page, steps_of
from answerable.workspace.views import (
    candidates,
    contradictions,
    door,
    expectations,
    home,
    links,
    themes,
    values,
)


def values_of(of: str) -> list[URLPattern]:
    """The desk of one line of yes and no."""
    forms = (("decide", values.decide_value), ("skip", values.skip_value), ("undo", values.undo_value))
    return [
        page(f"review/{of}", values.values, of, of=of),
        *(page(f"review/{of}/{what}", view, f"{of}-{what}", FORM, of=of) for what, view in forms),
    ]


urlpatterns = [
    page("", home.home, "home"),
    page("sign-in", door.sign_in, "sign-in", BOTH),
    page("sign-out", door.sign_out, "sign-out", FORM),
    page("set-password/<str:token>", door.choose_password, "set-password", BOTH),
    page("keys", home.keys, "keys", FORM),
    page("review", home.review, "review"),
    page("review/links", links.links, "links"),
    page("review/links/decide", links.decide_link, "links-decide", FORM),
    page("review/links/skip", links.skip_link, "links-skip", FORM),
    page("review/links/undo", links.undo_link, "links-undo", FORM),
    page("review/themes", themes.themes, "themes"),
    page("review/themes/decide", themes.decide_entry, "themes-decide", FORM),
    page("review/themes/skip", themes.skip_entry, "themes-skip", FORM),
    page("review/themes/undo", themes.undo_entry, "themes-undo", FORM),
    *values_of("scope"),
    *values_of("settings"),
    *values_of("populations"),
    page("review/contradictions", candidates.candidate_list, "candidates"),
    page("review/contradictions/decide", candidates.decide_candidate, "candidates-decide", FORM),
    page("contradictions", contradictions.register, "contradictions"),
    page("contradictions/<str:written>", contradictions.contradiction, "contradiction"),
    *(
        page(
            f"contradictions/<str:written>/{what}",
            contradictions.step,
            f"contradiction-{what}",
            FORM,
            what=what,
        )
        for what in contradictions.STEPS
    ),
    page("expectations", expectations.expectations, "expectations"),
    page("expectations/<str:written>", expectations.expectation, "expectation"),
    *steps_of("expectation", expectations.step, expectations.STEPS),
]
