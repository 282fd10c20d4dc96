"""What was published, changed, withdrawn or corrected since this was run last. Run it once a day.

    python whats_new.py https://register.example seen.txt

The number of the newest line seen is kept in the file. The log comes newest first.
"""

import sys
from pathlib import Path

from answerable_client import Register


def main(address: str, kept: Path) -> None:
    seen = int(kept.read_text()) if kept.exists() else -1
    newest = seen
    for line in Register(address).log(size=50):
        if line.index <= seen:
            break
        newest = max(newest, line.index)
        print(f"{line.at:%d %b %Y}  {line.category}: {line.words} ({line.subject})")
    kept.write_text(str(newest))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
