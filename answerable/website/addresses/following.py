"""Following by mail. No account: whoever holds the secret of a link reads and ends what is followed by it."""

from django.urls import URLPattern, path

from answerable.website.views import following

# Anybody asks here to follow something, confirms, changes and ends it (docs/decisions/0030-following.md).
forms: list[URLPattern] = [
    path("follow", following.follow, name="follow"),
    path("follow/asked", following.asked, name="follow-asked"),
    path("following/<str:secret>", following.own, name="following"),
    path("following/<str:secret>/confirm/<int:follow>", following.confirm, name="follow-confirm"),
    path("following/<str:secret>/end", following.end, name="follow-end"),
]
