"""What was learned is the file that the record speaks of, and holds nobody's name."""

import hashlib
import re
from pathlib import Path

import answerable.lineage
from answerable.lineage.themes.classifier import shipped

ARTEFACTS = Path(answerable.lineage.__file__).parent / "artefacts"
NAMES = Path(__file__).resolve().parents[3] / "data" / "names"


def test_artefacts_are_those_of_the_record() -> None:
    lines = (ARTEFACTS / "SHA256SUMS").read_text().splitlines()
    recorded = {name: digest for digest, name in (line.split() for line in lines)}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in ARTEFACTS.glob("*.npz")}
    assert found == recorded


def test_no_learned_word_is_only_a_name() -> None:
    def words(*names: str) -> set[str]:
        lines = [line for name in names for line in (NAMES / f"{name}.txt").read_text().splitlines()]
        return {line.split()[0].lower() for line in lines if line and not line.startswith("#")}

    learned = {word for term in shipped().number_of for word in re.findall(r"\w+", term)}
    people = words("given_census", "given_more", "surnames_census", "surnames_more")
    assert not learned & people - words("ordinary_words", "words_more", "terms")
    assert not learned & {"mr", "mrs", "ms", "dr"}
