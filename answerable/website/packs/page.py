"""A report as one page by itself, to keep and to print: it needs no other file."""

from django.template.loader import render_to_string

from answerable.publication.packs import Pack
from answerable.website.presenters.packs import pack_shown


def page_of(pack: Pack) -> str:
    return render_to_string("website/pack_alone.html", {"shown": pack_shown(pack)})
