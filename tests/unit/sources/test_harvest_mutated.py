"""Pages that changed: each reads the same facts or is called odd. None loses a fact in silence."""

from collections import Counter
from collections.abc import Iterator

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


def test_no_changed_page_loses_a_fact_in_silence() -> None:
    outcome: Counter[str] = Counter()
    silent = []
    for sample in SAMPLES:
        facts = shown(sample.read())
        for name, body in mutations(sample, _SEED):
            page = sample.read(body)
            if page.odd:
                outcome["odd"] += 1
                assert (page.matters, page.found, page.report) == (b"", [], None)
            elif shown(page) == facts:
                outcome["same"] += 1
            else:
                silent.append(f"{sample.adapter}/{sample.file}: {name}")
    assert not silent
    assert sum(outcome.values()) >= _LEAST
    # Neither does a reader pass that calls everything odd, or nothing.
    assert outcome["odd"] >= 100 and outcome["same"] >= 100
