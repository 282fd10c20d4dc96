"""What is committed names no package registry and no machine's own paths."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTRIES = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "registry\\.npm" + "js", "deb\\.deb" + "ian"])
)
MACHINE = re.compile(r"(?:^|[^A-Za-z0-9._/-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/[a-z])\b/")
TEXT = {".py", ".md", ".toml", ".txt", ".in", ".csv", ".html", ".jinja", ".yml", ".json", ".css", ""}


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in committed():
        if path.suffix not in TEXT or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    return found


def test_no_registry_is_named() -> None:
    assert not lines_with(REGISTRIES)


def test_no_path_of_a_machine_is_named() -> None:
    assert not lines_with(MACHINE)
