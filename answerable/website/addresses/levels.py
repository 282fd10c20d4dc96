"""Figures of oversight, at every level, and reports made of them."""

from django.urls import URLPattern, path

from answerable.website.views import oversight

_LEVELS = ("regions", "boards", "bodies", "sites", "publishers", "themes", "sectors")


def _figures(at: str, name: str, **level: str) -> list[URLPattern]:
    """The addresses of one level; those with an ending first, since a key may be followed by one."""
    return [
        path(f"{at}.csv", oversight.oversight_csv, level, name=f"{name}-csv"),
        path(f"{at}.json", oversight.oversight_json, level, name=f"{name}-json"),
        path(f"{at}/flow.csv", oversight.oversight_flow, level, name=f"{name}-flow"),
        path(f"{at}/flow/<slug:measure>.svg", oversight.oversight_flow_svg, level, name=f"{name}-flow-svg"),
        path(f"{at}/below.csv", oversight.oversight_below, level, name=f"{name}-below"),
        path(f"{at}/years.csv", oversight.oversight_years, level, name=f"{name}-years"),
        path(f"{at}/list.csv", oversight.oversight_list_csv, level, name=f"{name}-list-csv"),
        path(f"{at}/list", oversight.oversight_list, level, name=f"{name}-list"),
        path(at, oversight.oversight, level, name=name),
    ]


urlpatterns: list[URLPattern] = [
    *_figures("oversight", "oversight"),
    *(
        one
        for level in _LEVELS
        for one in _figures(f"oversight/{level}/<str:key>", f"oversight-{level}", level=level)
    ),
]
