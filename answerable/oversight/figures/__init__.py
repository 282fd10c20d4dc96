"""Figures of oversight at every level, as at any day, each with the list behind it."""

from answerable.oversight.figures.aging import age_conditions
from answerable.oversight.figures.counting import (
    Figure,
    Figures,
    World,
    behind,
    duties_where,
    figures,
    first_day,
    keys_where,
)
from answerable.oversight.figures.definitions import BY_KEY, DEFINITIONS, GROUPS, Definition
from answerable.oversight.figures.flow import Age, Ages, Flow, Period, ages, flow
from answerable.oversight.figures.levels import Places, places
from answerable.oversight.figures.scopes import (
    EVERYTHING,
    Level,
    Scope,
    alone,
    of_body,
    of_publisher,
    of_sector,
    of_site,
    of_theme,
)
from answerable.oversight.figures.sites import Site, Sites, sites_of

__all__ = [
    "BY_KEY",
    "DEFINITIONS",
    "EVERYTHING",
    "GROUPS",
    "Age",
    "Ages",
    "Definition",
    "Figure",
    "Figures",
    "Flow",
    "Level",
    "Period",
    "Places",
    "Scope",
    "Site",
    "Sites",
    "World",
    "age_conditions",
    "ages",
    "alone",
    "behind",
    "duties_where",
    "figures",
    "first_day",
    "flow",
    "keys_where",
    "of_body",
    "of_publisher",
    "of_sector",
    "of_site",
    "of_theme",
    "places",
    "sites_of",
]
