"""What the Word reader needs of an XML element; lxml, which makes them, has no types."""

from collections.abc import Iterator
from typing import Protocol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Element(Protocol):
    @property
    def tag(self) -> str: ...

    @property
    def text(self) -> str | None: ...

    def get(self, name: str, default: str = ...) -> str: ...

    def find(self, path: str) -> "Element | None": ...

    def iterfind(self, path: str) -> "Iterator[Element]": ...

    def __iter__(self) -> "Iterator[Element]": ...


def value(element: Element, name: str) -> str:
    """The w:val of the child called `name`; "" where there is none."""
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")


def number(text: str, default: int) -> int:
    """`text` as a small whole number, or `default`."""
    return int(text) if text.isdecimal() and len(text) < 7 else default
