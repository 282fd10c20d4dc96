"""Turns a parsed query into what the word index is asked."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import tantivy
from tantivy import Occur, Query

from answerable.search.documents import SearchQuery
from answerable.search.language import SHORT, ParsedQuery
from answerable.search.schema import WORD_FIELDS, clean, day_number, facet_term, named_term
from answerable.search.tree import (
    WORDS_FIELD,
    AllOf,
    AnyOf,
    Dated,
    HasPhrase,
    HasWord,
    Node,
    Term,
    Without,
)
from answerable.search.words import stems

Clause = tuple[Occur, Query]
EVERY_WORD = 8192.0  # more than BM25 ever gives, and a power of two, so that 32 bits keep the rest exact


def words_needed(count: int) -> int:
    """How many of `count` words a document must have: all of up to three, else three quarters, rounded up."""
    return count if count <= SHORT else -(-count * 3 // 4)


def has_term(schema: tantivy.Schema, term: Term) -> Query:
    """The word in any field; a compound as its parts in a row. Scored, each field by its weight."""
    found = []
    for name, weight in WORD_FIELDS.items():
        if len(term.stems) == 1:
            one = Query.term_query(schema, name, term.stems[0], "freq")
        else:
            one = Query.phrase_query(schema, name, list(term.stems))
        found.append((Occur.Should, Query.boost_query(one, weight)))
    return Query.boolean_query(found)


def has_phrase(schema: tantivy.Schema, phrase: Sequence[str]) -> Query:
    if len(phrase) == 1:
        return Query.term_query(schema, "exact", phrase[0], "freq")
    return Query.phrase_query(schema, "exact", list(phrase))


def meets(schema: tantivy.Schema, node: Node) -> Query:
    """The documents that meet a part of a query."""
    match node:
        case HasWord(term, field) if field in ("", WORDS_FIELD):
            return has_term(schema, term)
        case HasPhrase(plain, _, field) if field in ("", WORDS_FIELD):
            return has_phrase(schema, plain)
        case HasWord(term, field):
            return _has_name(schema, field, term.stems)
        case HasPhrase(plain, _, field):
            return _has_name(schema, field, stems(" ".join(plain)))
        case Dated(since, until):
            return _between(schema, since, until)
        case Without(of):
            return all_of([(Occur.MustNot, meets(schema, of))])
        case AllOf(of):
            return Query.boolean_query([(Occur.Must, meets(schema, one)) for one in of])
        case AnyOf(of):
            return Query.boolean_query([(Occur.Should, meets(schema, one)) for one in of])


def _has_name(schema: tantivy.Schema, field: str, stemmed: Sequence[str]) -> Query:
    terms = [named_term(field, stem) for stem in stemmed]
    if len(terms) == 1:
        return Query.term_query(schema, "named", terms[0], "basic")
    return Query.phrase_query(schema, "named", list(terms))


def _between(schema: tantivy.Schema, since: dt.date | None, until: dt.date | None) -> Query:
    first = day_number(since) if since else None
    last = day_number(until) if until else None
    return Query.range_query(schema, "day", tantivy.FieldType.Integer, first, last)


def has_words(schema: tantivy.Schema, query: ParsedQuery) -> Query:
    """All words of a short query, most of a long one."""
    clauses = [(Occur.Should, has_term(schema, term)) for term in query.words]
    return Query.boolean_query(clauses, words_needed(len(clauses)))


def is_asked_for(schema: tantivy.Schema, query: ParsedQuery, near: Sequence[int]) -> list[Clause]:
    """The clauses a result must meet, filters apart. `near` are the documents closest in meaning."""
    must: list[Clause] = [(Occur.Must, meets(schema, query.tree))] if query.tree else []
    if query.exact:
        return must
    if query.words:
        either = [(Occur.Should, has_words(schema, query))]
        if near:
            either.append((Occur.Should, is_among(schema, near)))
        must.append((Occur.Must, Query.boolean_query(either)))
    must += [(Occur.Must, has_phrase(schema, phrase)) for phrase in query.phrases]
    must += [(Occur.MustNot, has_term(schema, term)) for term in query.excluded]
    must += [(Occur.MustNot, has_phrase(schema, phrase)) for phrase in query.excluded_phrases]
    return must


def within(schema: tantivy.Schema, query: SearchQuery, *, but: str | None = None) -> list[Clause]:
    """The clauses of the dates and filters, those of the facet `but` left out."""
    must: list[Clause] = []
    if query.since or query.until:
        must.append((Occur.Must, _between(schema, query.since, query.until)))
    if query.among is not None:
        keys = [clean(key) for key in query.among]
        terms = [(Occur.Should, Query.term_query(schema, "key", key, "basic")) for key in keys]
        must.append((Occur.Must, Query.boolean_query(terms)))
    for name, values in chosen(query.filters).items():
        if name != but:
            chosen_ones = [facet_term(name, value) for value in values]
            must.append((Occur.Must, Query.term_set_query(schema, "facet", chosen_ones)))
    return must


def chosen(filters: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The filters that choose something."""
    return {name: values for name, values in filters.items() if values}


def all_of(clauses: list[Clause]) -> Query:
    """The documents that meet every clause, all with the same score."""
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses = [(Occur.Must, Query.all_query()), *clauses]
    return Query.const_score_query(Query.boolean_query(clauses), 0.0)


def ranked_by_words(schema: tantivy.Schema, query: ParsedQuery, result: Query) -> Query:
    """The documents of `result`, scored (BM25) by the words and phrases they have.

    Those with every word get EVERY_WORD on top, so that they come first.
    """
    scored = [has_term(schema, term) for term in query.words]
    scored += [has_phrase(schema, phrase) for phrase in query.phrases]
    every = Query.boolean_query([(Occur.Must, has_term(schema, term)) for term in query.words])
    clauses = [(Occur.Must, result), *((Occur.Should, one) for one in scored)]
    if query.words:
        clauses.append((Occur.Should, Query.const_score_query(every, EVERY_WORD)))
    return Query.boolean_query(clauses)


def is_among(schema: tantivy.Schema, rows: Sequence[int]) -> Query:
    """The documents of these rows. One term each: tantivy's query for sets reads its whole dictionary."""
    terms = [(Occur.Should, Query.term_query(schema, "id", row, "basic")) for row in rows]
    return Query.boolean_query(terms)


def has_key(schema: tantivy.Schema, keys: Collection[str]) -> Clause:
    """The documents with these keys."""
    terms = [(Occur.Should, Query.term_query(schema, "key", key, "basic")) for key in keys]
    return (Occur.Must, Query.boolean_query(terms))


def among(schema: tantivy.Schema, rows: Sequence[int], query: Query) -> Query:
    """The documents of `query` that are among `rows`, with their scores."""
    rows_only = Query.const_score_query(is_among(schema, rows), 0.0)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, rows_only)])


def known(searcher: tantivy.Searcher, term: Term) -> bool:
    """Every part of the word stands somewhere in the index."""
    return all(any(searcher.doc_freq(name, stem) for name in WORD_FIELDS) for stem in term.stems)
