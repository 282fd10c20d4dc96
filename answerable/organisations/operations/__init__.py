"""The writes of this room: lists of bodies and their places, and bodies that only reports name."""

from answerable.organisations.operations.lists import Loaded, load_list, record_named_bodies
from answerable.organisations.operations.locations import LocationsLoaded, load_locations

__all__ = ["Loaded", "LocationsLoaded", "load_list", "load_locations", "record_named_bodies"]
