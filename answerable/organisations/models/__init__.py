"""Who there is: bodies, the places that they run, and what sources say of them."""

from answerable.organisations.models.bodies import (
    LABEL_KINDS,
    Certainty,
    Citation,
    Claim,
    CodeScheme,
    Existence,
    Kind,
    MentalHealthProvider,
    NameKind,
    Organisation,
    OrganisationCode,
    OrganisationLink,
    OrganisationName,
    Relation,
    Succession,
    SuccessionClaim,
)
from answerable.organisations.models.locations import Joined, Location, LocationClaim

__all__ = [
    "LABEL_KINDS",
    "Certainty",
    "Citation",
    "Claim",
    "CodeScheme",
    "Existence",
    "Joined",
    "Kind",
    "Location",
    "LocationClaim",
    "MentalHealthProvider",
    "NameKind",
    "Organisation",
    "OrganisationCode",
    "OrganisationLink",
    "OrganisationName",
    "Relation",
    "Succession",
    "SuccessionClaim",
]
