"""One line that the next page says, such as what a form has done. Kept in the session until it is shown."""

from dataclasses import dataclass

from django.http import HttpRequest

_KEY = "notice"


@dataclass(frozen=True, slots=True)
class Notice:
    words: str
    wrong: bool


def tell(request: HttpRequest, words: str, *, wrong: bool = False) -> None:
    request.session[_KEY] = [words, wrong]


def told(request: HttpRequest) -> Notice | None:
    kept = request.session.pop(_KEY, None)
    return Notice(str(kept[0]), bool(kept[1])) if kept else None
