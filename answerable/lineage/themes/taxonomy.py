"""The register's themes: versioned, defined, and tied to families of themes and official categories.

Kept as a reviewed list, data/taxonomy/themes.toml.
"""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parents[3] / "data" / "taxonomy" / "themes.toml"


class BadTaxonomyError(ValueError):
    """The file of themes can't be used. The message says where and why."""


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    name: str
    definition: str
    families: tuple[str, ...]
    categories: tuple[str, ...]
    parent: str = ""  # key of the theme that this one is part of


@dataclass(frozen=True, slots=True)
class Taxonomy:
    version: str
    families: dict[str, str]  # key to name
    themes: tuple[Theme, ...]  # in the order of the file

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(theme.key for theme in self.themes)

    def theme(self, key: str) -> Theme:
        """Raises KeyError for a key that is unknown."""
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise KeyError(key)

    def under(self, key: str) -> tuple[str, ...]:
        """The keys of a theme and of all that are part of it, at any depth."""
        found = [key]
        for parent in found:
            found += [theme.key for theme in self.themes if theme.parent == parent]
        return tuple(found)

    @classmethod
    def read(cls, path: Path = SHIPPED) -> "Taxonomy":
        """Raises BadTaxonomyError: unreadable, a theme twice or without words, an unknown family, a cycle."""
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:  # a key given twice is a ValueError too
            raise BadTaxonomyError(f"{path.name} can't be read as a list of themes ({error}).") from error
        version, families = content.get("version"), content.get("families", {})
        if not isinstance(version, str) or not version or not isinstance(families, dict):
            raise BadTaxonomyError(f"{path.name} needs a `version` in quotes, and a table of `families`.")
        entries = content.get("themes")
        if not isinstance(entries, dict) or not entries:
            raise BadTaxonomyError(f"{path.name} holds no themes.")
        themes = tuple(_theme(path.name, key, entry, families) for key, entry in entries.items())
        names = [theme.name.casefold() for theme in themes]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadTaxonomyError(f"{path.name}: more than one theme is called {', '.join(twice)}.")
        _without_cycles(path.name, themes)
        return cls(version, families, themes)


@functools.lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The one shipped, read once."""
    return Taxonomy.read()


def _without_cycles(file: str, themes: tuple[Theme, ...]) -> None:
    parents = {theme.key: theme.parent for theme in themes}
    for theme in themes:
        if theme.parent and theme.parent not in parents:
            raise BadTaxonomyError(f"{file}, theme {theme.key}: there is no theme “{theme.parent}”.")
    for theme in themes:
        way = [theme.key]
        while parent := parents[way[-1]]:
            if parent in way:
                circle = [*way[way.index(parent) :], parent]
                raise BadTaxonomyError(f"{file}: themes go round in a circle: {' in '.join(circle)}.")
            way.append(parent)


def _theme(file: str, key: str, entry: Any, families: dict[str, str]) -> Theme:
    where = f"{file}, theme {key}"
    if not isinstance(entry, dict):
        raise BadTaxonomyError(f"{where}: not a table.")
    name, definition = entry.get("name"), entry.get("definition")
    if not isinstance(name, str) or not name or not isinstance(definition, str) or not definition:
        raise BadTaxonomyError(f"{where}: needs a `name` and a `definition`.")
    mine, categories = entry.get("families", []), entry.get("categories", [])
    if not all(
        isinstance(part, list) and all(isinstance(x, str) for x in part) for part in (mine, categories)
    ):
        raise BadTaxonomyError(f"{where}: `families` and `categories` must be lists of words.")
    parent = entry.get("parent", "")
    if not isinstance(parent, str):
        raise BadTaxonomyError(f"{where}: `parent` must be the key of a theme.")
    if len(set(mine)) != len(mine) or len(set(categories)) != len(categories):
        raise BadTaxonomyError(f"{where}: a family or category is named twice.")
    unknown = [family for family in mine if family not in families]
    if unknown:
        raise BadTaxonomyError(f"{where}: there is no family “{unknown[0]}”.")
    return Theme(key, name, definition, tuple(mine), tuple(categories), parent)
