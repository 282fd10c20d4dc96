"""The fields of the word index.

Texts enter it folded, as words joined by single spaces. All facets share one field of "name<US>value" terms:
one pass then counts them all, and a new facet needs no new schema.
"""

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

import tantivy

from answerable.search.documents import SearchDocument
from answerable.search.words import fold, stems

UNIT = "\x1f"
_BOUNDARY = "\u00b6"  # never a word: no phrase runs from title into text
_YEAR_LAST = 4_000_000  # ordinal after every date, for the undated when the oldest come first

# The stemmed fields, and what a word in each is worth against the same word in the text.
WORD_FIELDS = {"text": 1.0, "title": 1.6, "extra": 0.3}


def make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in WORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="stemmed", index_option="position")
    builder.add_text_field("exact", tokenizer_name="folded", index_option="position")
    builder.add_text_field("named", tokenizer_name="folded", index_option="position")
    builder.add_text_field("facet", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("newest", fast=True)
    builder.add_integer_field("oldest", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Has to be done on every index that is made or opened: tantivy does not keep them."""
    whitespace = tantivy.Tokenizer.whitespace
    stemmer = tantivy.Filter.stemmer("english")
    index.register_tokenizer("stemmed", tantivy.TextAnalyzerBuilder(whitespace()).filter(stemmer).build())
    index.register_tokenizer("folded", tantivy.TextAnalyzerBuilder(whitespace()).build())


def open_words(directory: Path) -> tantivy.Index:
    """Raises ValueError when the files are not an index, or are damaged."""
    index = tantivy.Index.open(str(directory))
    register_tokenizers(index)
    index.config_reader("manual")
    index.reload()
    return index


def clean(text: str) -> str:
    """`text` without what can't be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def named_term(field: str, stem: str) -> str:
    """One word of a name, as the index holds it."""
    return f"{field}:{stem}"


def _named(source: SearchDocument) -> str:
    """The stemmed names of every field, so that no phrase runs from one into the next."""
    names = (
        (field, stems(fold(name))) for field, names in source.named.items() for name in dict.fromkeys(names)
    )
    return f" {_BOUNDARY} ".join(
        " ".join(named_term(field, stem) for stem in stemmed) for field, stemmed in names if stemmed
    )


def facet_term(name: str, value: str) -> str:
    return clean(f"{name.replace(UNIT, ' ')}{UNIT}{value.replace(UNIT, ' ')}")


def facet_terms(source: SearchDocument) -> set[str]:
    return {facet_term(name, value) for name, values in source.facets.items() for value in values}


def day_number(date: dt.date) -> int:
    return date.toordinal()


def to_tantivy(number: int, source: SearchDocument) -> tantivy.Document:
    """The document as the word index holds it. `number` is its row among the vectors."""
    document = tantivy.Document()
    document.add_unsigned("id", number)
    document.add_text("key", clean(source.key))
    folded = {name: fold(getattr(source, name)) for name in WORD_FIELDS}
    for name, words in folded.items():
        if words:
            document.add_text(name, words)
    document.add_text("exact", f" {_BOUNDARY} ".join(folded.values()))
    if named := _named(source):
        document.add_text("named", clean(named))
    for term in facet_terms(source):
        document.add_text("facet", term)
    order = min(max(source.order, 0), 2**31 - 1)
    day = source.date.toordinal() if source.date else None
    if day is not None:
        document.add_integer("day", day)
    document.add_integer("newest", ((day or 0) << 32) + (2**31 - 1 - order))
    document.add_integer("oldest", ((day or _YEAR_LAST) << 32) + order)
    names = {field: list(names) for field, names in source.named.items() if names}
    stored = [source.text, source.title, source.extra, names]
    document.add_bytes("stored", json.dumps(stored, ensure_ascii=False).encode("utf-8", "replace"))
    return document


class Stored(NamedTuple):
    """A document's texts and names as given."""

    text: str
    title: str
    extra: str
    named: dict[str, list[str]]


def read_key(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    key: str = searcher.doc(address)["key"][0]
    return key


def read_stored(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> tuple[str, int, Stored]:
    """The key, row and texts of a document."""
    document = searcher.doc(address)
    (row,) = searcher.fast_field_values("id", [address])
    return document["key"][0], int(row or 0), Stored(*json.loads(bytes(document["stored"][0])))
