"""What our own training added to the sentence model's weights, kept as small numbers beside the program.

`tuning.npz` (made by training/sentences.py) holds for each changed matrix the difference to the original as
one byte a number with a scale for each row, and for each changed vector the difference itself in 16 bits.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
TUNING = Path(__file__).resolve().parent / "tuning.npz"
CODES, SCALES, ADDED = ".codes", ".scales", ".added"


class BadTuningError(Exception):
    """The file is absent, or does not fit the weights. The message says what to do."""


def differences(
    before: Mapping[str, Array], after: Mapping[str, Array]
) -> dict[str, npt.NDArray[np.generic]]:
    """What is to be kept so that `tuned(before)` gives nearly `after`. Unchanged arrays are left out."""
    kept: dict[str, npt.NDArray[np.generic]] = {}
    for name, value in after.items():
        change = np.asarray(value, np.float32) - before[name]
        if not change.any():
            continue
        if change.ndim == 1:
            kept[name + ADDED] = change.astype(np.float16)
            continue
        scales = np.maximum(np.abs(change).max(axis=1, keepdims=True) / 127, 1e-12)
        kept[name + CODES] = np.rint(change / scales).astype(np.int8)
        kept[name + SCALES] = scales[:, 0].astype(np.float32)
    return kept


def tuned(weights: Mapping[str, Array], path: Path = TUNING) -> dict[str, Array]:
    """The weights with what was learned added. Raises BadTuningError."""
    changed = dict(weights)
    try:
        with np.load(path, allow_pickle=False) as kept:
            for key in kept.files:
                if key.endswith(CODES):
                    name = key.removesuffix(CODES)
                    change = kept[key].astype(np.float32) * kept[name + SCALES][:, None]
                elif key.endswith(ADDED):
                    name = key.removesuffix(ADDED)
                    change = kept[key].astype(np.float32)
                else:
                    continue
                if changed[name].shape != change.shape:
                    raise BadTuningError(f"{path.name} does not fit the weight {name}. Install again.")
                changed[name] = changed[name] + change
    except (OSError, ValueError, KeyError) as error:
        raise BadTuningError(
            f"What was learned for the sentence model can't be read from {path} ({error})."
            " It is part of the program: install it again."
        ) from error
    return changed
