"""The flow: documents in on the left, a public, searchable register out on the right.

ingest: keep, read, adapt, prepare (split, withhold names, resolve, scope), record, duties.
index: public records into the search index. search: the index's hits as public records. export: public files.
"""
