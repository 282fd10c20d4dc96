"""A few documents held against many queries: which of them would each find?

By words, dates and facets alone. Closeness in meaning hangs on all the other documents, so what is near today
is not tomorrow, with no word changed; whoever asked to be told could not foresee of what.
"""

from collections.abc import Iterable

import tantivy

from answerable.search.documents import SearchDocument, SearchQuery
from answerable.search.language import parse
from answerable.search.matching import all_of, is_asked_for, within
from answerable.search.schema import make_schema, read_key, register_tokenizers, to_tantivy

_HEAP = 15_000_000  # bytes: the least that tantivy takes


class Percolator:
    """Documents in memory, gone with it. Of two with one key, either counts."""

    def __init__(self, documents: Iterable[SearchDocument]) -> None:
        index = tantivy.Index(make_schema())
        register_tokenizers(index)
        writer = index.writer(_HEAP, 1)
        for row, document in enumerate(documents):
            writer.add_document(to_tantivy(row, document))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._schema, self._searcher = index.schema, index.searcher()

    def found_by(self, query: SearchQuery) -> set[str]:
        """The keys of those that the query finds. No text of a query is an error."""
        if not self._searcher.num_docs:
            return set()
        asked = all_of(is_asked_for(self._schema, parse(query.text), []) + within(self._schema, query))
        found = self._searcher.search(asked, self._searcher.num_docs, False)
        return {read_key(self._searcher, address) for _, address in found.hits}
