"""Pages that changed: each reads the same facts, or is odd, or is seen to say less than before."""

from collections import Counter
from collections.abc import Iterator

from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvesting.saying_less import cut_out, says_less
from tests.made import mutated_pages
from tests.made.site_samples import SAMPLES, Sample, shown

_SEED = 20_310_503
_LEAST = 300


def mutations(sample: Sample, seed: int) -> Iterator[tuple[str, bytes]]:
    body = sample.path.read_bytes()
    if sample.file.endswith(".csv"):
        return mutated_pages.tables(body, seed)
    make = mutated_pages.pages if sample.file.endswith(".html") else mutated_pages.answers
    return make(body.decode(), seed)


def outcome_of(sample: Sample, before: PageRead, body: bytes) -> str:
    """Of a changed page: "odd", "same", "says less" than `before`, or "silent": facts are lost unseen."""
    page = sample.read(body)
    if page.odd:
        assert (page.matters, page.found, page.report) == (b"", [], None)
        return "odd"
    if shown(page) == shown(before):
        return "same"
    return "says less" if says_less(before, page, listing=sample.kind == "listing") else "silent"


def test_no_changed_page_loses_a_fact_in_silence() -> None:
    outcome: Counter[str] = Counter()
    silent = []
    for sample in SAMPLES:
        before = sample.read()
        for name, body in mutations(sample, _SEED):
            outcome[came := outcome_of(sample, before, body)] += 1
            if came == "silent":
                silent.append(f"{sample.adapter}/{sample.file}: {name}")
    assert not silent
    assert sum(outcome.values()) >= _LEAST
    # Neither does a reader pass that calls everything odd, or nothing.
    assert outcome["odd"] >= 100 and outcome["same"] >= 100


def test_what_is_taken_out_cleanly_is_missed_on_the_next_visit() -> None:
    outcome: Counter[str] = Counter()
    for sample in (each for each in SAMPLES if each.file.endswith(".html")):
        before = sample.read()
        for name, body in mutated_pages.fewer(sample.path.read_text(), _SEED):
            outcome[came := outcome_of(sample, before, body)] += 1
            assert came != "silent", f"{sample.adapter}/{sample.file}: {name}"
    assert outcome["says less"] >= 50 and outcome["odd"] >= 20


def test_a_page_read_as_before_says_no_less_and_neither_does_one_that_says_more_or_otherwise() -> None:
    for sample in SAMPLES:
        assert not says_less(sample.read(), sample.read(), listing=sample.kind == "listing")
    inquiry = next(each for each in SAMPLES if each.adapter == "inquiry_sites" and each.kind == "report")
    text = inquiry.path.read_text()
    more = text.replace("</main>", "<p>A later paragraph.</p></main>").replace("</h1>", " (corrected)</h1>")
    assert not says_less(inquiry.read(), inquiry.read(more.encode()), listing=False)


def test_a_list_may_lose_as_many_as_came_and_no_more() -> None:
    def held(*names: str) -> PageRead:
        return PageRead([Found(f"https://x.example/{name}/", "report") for name in names], b"")

    first = held("one", "two", "three")
    assert not says_less(first, held("nought", "one", "two"), listing=True)
    assert "1 of 3 addresses are missing" in says_less(first, held("one", "two"), listing=True)
    assert "1 of 3" in says_less(first, held("nought", "one", "two"), listing=False)
    assert "lost a part" in says_less(first, held("one", "two", "thee"), listing=True)


def test_a_table_that_lost_its_last_rows_says_less_and_one_with_other_figures_does_not() -> None:
    (table,) = (each for each in SAMPLES if each.file.endswith(".csv"))
    body = table.path.read_bytes()
    cut = b"".join(body.splitlines(keepends=True)[:-2])
    less = says_less(table.read(), table.read(cut), listing=False)
    assert less.endswith("2 of 6 lines are missing.")
    revised = table.read(body.replace(b",watches,5", b",watches,6") + b"\n")
    assert not says_less(table.read(), revised, listing=False)


def test_a_piece_that_was_cut_out_is_told_from_other_words() -> None:
    assert cut_out("Lantern Trust", "Lan Trust") and cut_out("Lantern", "") and cut_out("Lantern", "tern")
    assert not cut_out("Lantern", "Lantern") and not cut_out("Lantern", "Lamp") and not cut_out("a", "ab")
