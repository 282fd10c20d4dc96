"""Measures of bench/, for tests that hold their figures."""

import importlib.util
import sys
from types import ModuleType

from tests.conftest import ROOT


def load_measure(name: str) -> ModuleType:
    """The module bench/<name>.py."""
    module = sys.modules.get(f"bench_{name}")
    if module is None:
        spec = importlib.util.spec_from_file_location(f"bench_{name}", ROOT / "bench" / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[f"bench_{name}"] = module
        spec.loader.exec_module(module)
    return module
