"""Reports in other forms, and cards of records for other sites."""

from django.urls import URLPattern, path

from answerable.website.views import plain

urlpatterns: list[URLPattern] = [
    path("editions/<str:reference>/file", plain.edition_file, name="edition-file"),
    path("entries/<str:reference>/card", plain.card_of_entry, name="entry-card"),
    path("expectations/<str:reference>/card", plain.card_of_expectation, name="expectation-card"),
]
