"""Where the sentence model's file lies, and what it says of itself.

The place is ANSWERABLE_MODEL, or inside the Python environment. The file belongs to the environment and not
to the data: set-up makes it, it is the same for every register on the machine, and it goes when the
environment goes.
"""

import os
import sys
from pathlib import Path

NAME = "all-minilm-l6-v2.onnx"
RECIPE = "3"  # counts up when the file made from the same weights would give other vectors

# Keys of the file's own notes.
META_RECIPE = "answerable.recipe"
META_SOURCE = "answerable.source"
META_VOCABULARY = "answerable.vocabulary"


def model_path() -> Path:
    given = os.environ.get("ANSWERABLE_MODEL")
    return Path(given) if given else Path(sys.prefix) / "share" / "answerable" / NAME
