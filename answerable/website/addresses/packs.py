"""Reports for boards, the nation and a parliament."""

from django.urls import URLPattern, path

from answerable.website.views import packs

WHOLE = ("national", "undone")

urlpatterns: list[URLPattern] = [
    path("report", packs.packs, name="packs"),
    *(
        path(f"report/board/<str:reference>.{form}", packs.board, {"form": form}, name=f"pack-board-{form}")
        for form in ("pdf", "json")
    ),
    path("report/board/<str:reference>", packs.board, name="pack-board"),
    *(
        path(f"report/{kind}.{form}", packs.whole, {"kind": kind, "form": form}, name=f"pack-{kind}-{form}")
        for kind in WHOLE
        for form in ("pdf", "json")
    ),
    *(path(f"report/{kind}", packs.whole, {"kind": kind}, name=f"pack-{kind}") for kind in WHOLE),
]
