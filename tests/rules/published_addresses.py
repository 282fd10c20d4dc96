"""The list of every pattern of a public address: `python -m tests.rules.published_addresses` adds new ones.

Nothing is ever taken off it: what was published once is answered for ever.
"""

import os
from pathlib import Path

LIST = Path(__file__).resolve().parents[2] / "docs" / "published-addresses.txt"


def public() -> list[str]:
    from tests.rules.matrix import routes

    return [route.pattern for route in routes() if not route.inside]


def listed() -> list[str]:
    return [line for line in LIST.read_text().splitlines() if line and not line.startswith("#")]


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    django.setup()
    head = [line for line in LIST.read_text().splitlines() if line.startswith("#")]
    LIST.write_text("\n".join([*head, *sorted({*listed(), *public()})]) + "\n")


if __name__ == "__main__":
    main()
