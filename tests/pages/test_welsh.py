"""The journey in Welsh: every one of our words is translated, and a source's words are marked as English."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.notices.models import Follow, Message
from answerable.pipeline.following.kinds import TOLD
from answerable.pipeline.plain import summarise
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import following as made
from tests.pages.world import World

pytestmark = pytest.mark.django_db
ROOMS = Path(__file__).resolve().parents[2] / "answerable"
WEBSITE = ROOMS / "website"
CATALOGUE = WEBSITE / "locale" / "cy" / "LC_MESSAGES"
CODE = (
    *(WEBSITE / name for name in ("views/welsh.py", "views/following.py", "presenters/welsh.py")),
    *(WEBSITE / "templating.py", ROOMS / "notices/following_words.py"),
    *(ROOMS / "pipeline/following" / name for name in ("telling.py", "named.py")),
)
_CALLS = ("_", "gettext", "gettext_lazy")


def used() -> set[str]:
    """Every string that the journey and its mails ask a translation of: a new kind of news needs one too."""
    found: set[str] = set(TOLD.values())
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
                if isinstance(node.args[0], ast.Constant):
                    found.add(str(node.args[0].value))
                else:
                    assert ast.unparse(node) == "_(words)", ast.unparse(node)  # of TOLD
    templates = engines["jinja2"].env  # type: ignore[attr-defined]
    for path in (*(WEBSITE / "jinja2/website/cy").glob("*.html"), WEBSITE / "jinja2/website/layout.html"):
        for _, _, text in templates.extract_translations(path.read_text()):
            found.add(str(text[0] if isinstance(text, tuple) else text))
    return found


def written() -> dict[str, str]:
    text = (CATALOGUE / "django.po").read_text()
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.MULTILINE))


def page(browser: Client, address: str, status: int = 200) -> LexborHTMLParser:
    answer = browser.get(address)
    assert answer.status_code == status, address
    assert answer.headers["Content-Language"] == "cy"
    found = LexborHTMLParser(answer.content.decode())
    html = found.css_first("html")
    assert html is not None and html.attributes["lang"] == "cy"
    return found


def text(found: LexborHTMLParser, selector: str = "main") -> str:
    node = found.css_first(selector)
    assert node is not None
    return " ".join(node.text().split())


def test_every_string_is_translated_once_and_compiled() -> None:
    catalogue = written()
    assert used() == set(catalogue)
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for english, welsh in catalogue.items():
        assert compiled.gettext(english) == welsh, "compile it again: msgfmt -o django.mo django.po"
        assert re.findall(r"%\(\w+\)s", english) == re.findall(r"%\(\w+\)s", welsh)


def test_from_the_first_page_by_a_search_to_an_entry_and_following_it(browser: Client, world: World) -> None:
    summarise(lambda *_: None)
    english = browser.get("/").content.decode()
    assert 'href="/cy" lang="cy"' in english
    assert "nid oes siaradwr Cymraeg wedi’i wirio" in text(page(browser, "/cy"))
    results = page(browser, "/cy/search?q=observation+record")
    assert results.css_first(f"a[href='/cy/entries/{world.entry}']") is not None
    assert "Canfuwyd:" in text(results)
    entry = page(browser, f"/cy/entries/{world.entry}")
    assert "14 Mawrth 2023" in text(entry, "h1") and "Disgwylir ateb erbyn 1 Medi 2023" in text(entry)
    for words in entry.css(".app-words, .app-plainly__words"):
        held = words.parent if words.tag == "blockquote" else words
        assert held is not None and held.attributes["lang"] == "en-GB"
    assert entry.css_first(f"a[href='/entries/{world.entry}'][lang='en-GB']") is not None
    form = page(browser, f"/cy/follow?subject={world.entry}")
    assert "Dilyn drwy e-bost" in text(form, "h1")
    given = {"subject": world.entry, "mail": "nia@example.org", "rhythm": "weekly"}
    answer = browser.post("/cy/follow", given)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cy/follow/asked")
    assert Follow.objects.get().subject == world.entry
    assert "Edrychwch ar eich e-bost" in text(page(browser, "/cy/follow/asked"), "h1")


def test_mails_and_the_pages_they_lead_to_are_in_welsh_too(browser: Client, world: World) -> None:
    reader = "nia@example.org"
    browser.post("/cy/follow", {"subject": world.entry, "mail": reader, "rhythm": "at_once"})
    first = Message.objects.get(address=reader)
    assert f"cadarnhewch eich bod am ddilyn cofnod {world.entry}" in first.subject
    assert "Gofynnodd rhywun i" in first.body and "Somebody" not in first.body
    link = made.link(reader)
    assert "Ydych chi am ddilyn hwn?" in text(page(browser, link), "h1")
    own = browser.post(link).headers["Location"]
    shown = text(page(browser, own))
    assert "Rydych yn ei ddilyn bellach." in shown and world.entry in shown
    withdraw_entry(by=make.editor(), entry=Entry.objects.get(reference=world.entry), why="Held twice.")
    made.run()
    told = made.alerts(reader)[-1]
    assert f"newyddion: cofnod {world.entry}" in told.subject
    assert "Tynnwyd cofnod yn ôl" in told.body and f"/cy/entries/{world.entry}" in told.body
    assert not re.search(r"\b(?:news|follow|withdrawn|end)\b", re.sub(r"\S*/\S*|\(.*\)", "", told.body))
    own = own.partition("?")[0]
    number = Follow.objects.get().pk
    ended = browser.post(own, {"follow": number, "do": "end"}).headers["Location"]
    assert "Nid ydych yn dilyn dim bellach" in text(page(browser, ended), "h1")


def test_who_follows_in_both_languages_is_written_to_in_english(browser: Client, world: World) -> None:
    browser.post("/cy/follow", {"subject": world.entry, "mail": made.READER, "rhythm": "at_once"})
    browser.post(made.link())
    made.follow("body", world.trust)
    withdraw_entry(by=make.editor(), entry=Entry.objects.get(reference=world.entry), why="Held twice.")
    made.run()
    assert "An entry was withdrawn" in made.alerts()[-1].body


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({"mail": "nobody", "rhythm": "weekly"}, 422, "Rhowch gyfeiriad e-bost"),
        ({"mail": "nia@example.org", "rhythm": "hourly"}, 422, "Dewiswch pa mor aml"),
    ],
)
def test_what_was_sent_wrongly_is_said_in_welsh(
    browser: Client, world: World, given: dict[str, str], status: int, says: str
) -> None:
    answer = browser.post("/cy/follow", {"subject": world.entry, **given})
    assert answer.status_code == status
    assert says in answer.content.decode()
    assert not Follow.objects.exists()


def test_what_is_not_there_is_said(browser: Client, world: World) -> None:
    assert browser.get(f"/cy/entries/{world.withdrawn}").status_code == 410
    assert browser.get("/cy/entries/E-00000000000").status_code == 404
    assert browser.get(f"/cy/entries/{world.entry.lower()}").status_code == 301
    elsewhere = browser.post("/cy/follow", {"subject": world.entry}, HTTP_ORIGIN="https://example.org")
    assert elsewhere.status_code == 400
    assert "Ni chanfuwyd dim" in text(page(browser, "/cy/search?q=zzqx&theme=nothing&body=B-0"))
