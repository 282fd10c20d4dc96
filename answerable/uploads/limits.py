"""How much a file that somebody sends may ask of this machine, and how much one may send in a day.

The ceilings of the reading process are lower than for documents of publishers: somebody waits for the answer,
and a file of evidence is smaller than an inquiry's report. Nothing takes longer than ten seconds
(design/standards.md, section 5).
"""

from answerable.sources.readers.limits import Limits

_MIB = 1024 * 1024

FILE_BYTES = 20 * _MIB  # of one file
TABLE_BYTES = 5 * _MIB  # of one CSV file, which is text throughout
FORM_BYTES = 1 * _MIB  # of what else is in a form
REFUSE_FROM = 200 * _MIB  # a form that says it is larger is not even read to its end

DAY_BYTES_OF_PERSON = 200 * _MIB
DAY_FILES_OF_PERSON = 200
DAY_BYTES_OF_BODY = 1024 * _MIB
DAY_FILES_OF_BODY = 1_000
# Of people without an account, whom nobody can ask: little each, and little in all.
PUBLIC_FILE_BYTES = 5 * _MIB
DAY_FILES_OF_CLIENT = 5
DAY_FILES_OF_PUBLIC = 100
DAY_BYTES_OF_PUBLIC = 100 * _MIB
LEAVE_FREE = 200 * _MIB  # of the disk: the database must go on

CHECKING = Limits(
    file_bytes=FILE_BYTES,
    text_bytes=TABLE_BYTES,
    memory_bytes=768 * _MIB,
    cpu_seconds=7,
    wall_seconds=9,
    output_bytes=32 * _MIB,
    characters=8 * _MIB,
    pages=1_000,
    cells=500_000,
    columns=500,
    unpacked_bytes=100 * _MIB,
    unpack_ratio=200,
    unpack_entries=3_000,
)
PIXELS = 60_000_000  # of a picture; a telephone's largest have 50 million
NAME_CHARACTERS = 120
