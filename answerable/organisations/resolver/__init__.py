"""From an addressee as written to the bodies it means at the report's date. See the room's README."""

from answerable.organisations.resolver.resolve import Resolver

__all__ = ["Resolver"]
