"""Who there is: bodies, and what sources say of them.

A body is one row. Everything known of it (its names, codes, life, place in the hierarchy, traits, who
took over from whom) is a claim: a dated row that names its citation. Claims are added, never overwritten;
two lists that disagree leave two claims, and a stated rule chooses between them. That makes loading the same
lists in any order, or twice, give the same result.

The columns of Organisation below `key` are worked out from the claims by `operations`, so that lists and
pages need no arithmetic. Nothing else sets them.
"""

from django.db import models
from django.db.models import F, Q


class Kind(models.TextChoices):
    """What a body is. `LABEL_KINDS` maps these to the coarser kinds of the labelled addressees."""

    NHS_TRUST = "nhs_trust", "NHS trust"
    AMBULANCE_TRUST = "ambulance_trust", "ambulance trust"
    HEALTH_BOARD = "health_board", "health board"
    ICB = "icb", "integrated care board"
    CCG = "ccg", "clinical commissioning group"
    NHS_PARTNERSHIP = "nhs_partnership", "partnership of health and care bodies"
    NHS_REGION = "nhs_region", "NHS region"
    DEPARTMENT = "department", "government department"
    NATIONAL_BODY = "national_body", "national body"
    REGULATOR = "regulator", "regulator"
    ROYAL_COLLEGE = "royal_college", "royal college or faculty"
    PROFESSIONAL_BODY = "professional_body", "professional body"
    POLICE = "police", "police"
    PRISON = "prison", "prison or secure establishment"
    FIRE_SERVICE = "fire_service", "fire and rescue service"
    COUNCIL = "council", "council"
    INDEPENDENT_PROVIDER = "independent_provider", "independent provider"
    GP_PRACTICE = "gp_practice", "GP practice"
    CARE_HOME = "care_home", "care home"
    CHARITY = "charity", "charity"
    UNIVERSITY = "university", "university or college"
    SCHOOL = "school", "school"
    COMPANY = "company", "company"
    COURT = "court", "court or tribunal service"
    OTHER = "other", "other body"


LABEL_KINDS: dict[str, str] = {
    Kind.AMBULANCE_TRUST: "nhs_trust",
    Kind.HEALTH_BOARD: "nhs_welsh_board",
    Kind.ICB: "icb_ccg",
    Kind.CCG: "icb_ccg",
    Kind.NHS_PARTNERSHIP: "icb_ccg",
    Kind.DEPARTMENT: "government_department",
    Kind.REGULATOR: "royal_college_or_regulator",
    Kind.ROYAL_COLLEGE: "royal_college_or_regulator",
    Kind.PROFESSIONAL_BODY: "royal_college_or_regulator",
}


class NameKind(models.TextChoices):
    OFFICIAL = "official", "official name"
    ALIAS = "alias", "also written as"
    ABBREVIATION = "abbreviation", "abbreviation"
    SITE = "site", "place run by the body"
    POST = "post", "post that speaks for the body"
    HOLDER = "holder", "minister who spoke for the body"
    BRAND = "brand", "word that begins the names of its places"


class CodeScheme(models.TextChoices):
    ODS = "ods", "NHS organisation code (ODS)"
    GSS = "gss", "Government Statistical Service code"
    CQC = "cqc", "Care Quality Commission provider ID"


class Relation(models.TextChoices):
    ICB = "icb", "lies in the area of the board"
    AREA = "area", "lies in the area"
    REGION = "region", "lies in the region"
    PART_OF = "part_of", "is part of"
    RUN_BY = "run_by", "is run by"


class Succession(models.TextChoices):
    MERGER = "merger", "merged into"
    SPLIT = "split", "was split, in part into"
    ABSORPTION = "absorption", "was absorbed by"
    RENAMING = "renaming", "became, under a new name,"
    TRANSFER = "transfer", "passed functions to"
    UNSTATED = "succession", "was succeeded by"


class Certainty(models.TextChoices):
    SURE = "sure", "in force and sure"
    DOUBTFUL = "doubtful", "needs checking"
    ANNOUNCED = "announced", "announced, not in force"


class Citation(models.Model):
    """Where a claim comes from: a list (by its content) or a work that a reviewed row cites."""

    VISIBILITY = {"id": "internal", "key": "public", "title": "public", "dated": "public", "rank": "internal"}

    key = models.CharField(max_length=80, unique=True, help_text="hash of the list, or of the cited words")
    title = models.TextField()
    dated = models.DateField(
        null=True, blank=True, help_text="the list was true on this day, at the earliest"
    )
    rank = models.PositiveSmallIntegerField(
        default=50, help_text="of two that disagree, the higher is believed"
    )

    def __str__(self) -> str:
        return self.title


class Organisation(models.Model):
    """One body through all its names. A merger that makes a new legal body makes a new row."""

    VISIBILITY = {
        "id": "internal",
        "reference": "public",
        "key": "public",
        "name": "public",
        "kind": "public",
        "opened": "public",
        "closed": "public",
        "is_mental_health": "public",
        "fictional": "public",
    }

    reference = models.CharField(max_length=12, unique=True)
    key = models.CharField(
        max_length=120, unique=True, help_text='lasting identity, as "ods:RXG" or "gov:dhsc"'
    )
    name = models.CharField(max_length=250, db_index=True, help_text="latest official name")
    kind = models.CharField(max_length=24, choices=Kind.choices, db_index=True)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(
        null=True, blank=True, help_text="the first day on which the body no longer was"
    )
    is_mental_health = models.BooleanField(default=False, help_text="provides mental-health inpatient care")
    fictional = models.BooleanField(default=False, help_text="demonstration data")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisation_has_a_name",
                violation_error_message="A body needs a name.",
            ),
            models.CheckConstraint(
                condition=Q(opened=None) | Q(closed=None) | Q(closed__gte=F("opened")),
                name="organisation_closes_after_it_opens",
                violation_error_message="A body cannot close before it opens.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """What every claim has. `valid_to` is the first day on which the claim no longer held."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


CLAIM_VISIBILITY = {"id": "internal", "valid_from": "public", "valid_to": "public", "citation": "public"}


def _unique(name: str, *fields: str) -> list[models.BaseConstraint]:
    return [models.UniqueConstraint(fields=[*fields, "citation"], name=name)]


class OrganisationName(Claim):
    VISIBILITY = {**CLAIM_VISIBILITY, "organisation": "public", "text": "public", "kind": "public"}

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="names")
    text = models.CharField(max_length=250, db_index=True)
    kind = models.CharField(max_length=12, choices=NameKind.choices)

    class Meta:
        constraints = _unique("one_name_claim_per_citation", "organisation", "text", "kind")

    def __str__(self) -> str:
        return self.text


class OrganisationCode(Claim):
    VISIBILITY = {**CLAIM_VISIBILITY, "organisation": "public", "scheme": "public", "code": "public"}

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=4, choices=CodeScheme.choices)
    code = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = _unique("one_code_claim_per_citation", "organisation", "scheme", "code")

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class Existence(Claim):
    """The body's life: `valid_from` is its first day, `valid_to` the first day after its last."""

    VISIBILITY = {**CLAIM_VISIBILITY, "organisation": "public", "kind": "public", "fictional": "public"}

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lives")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    fictional = models.BooleanField(default=False)

    class Meta:
        constraints = _unique("one_life_claim_per_citation", "organisation")

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.valid_from} to {self.valid_to}"


class MentalHealthProvider(Claim):
    """A source says that the body provides mental-health inpatient care (or, rarely, that it doesn't)."""

    VISIBILITY = {**CLAIM_VISIBILITY, "organisation": "public", "holds": "public"}

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mental_health_claims"
    )
    holds = models.BooleanField(default=True)

    class Meta:
        constraints = _unique("one_mental_health_claim_per_citation", "organisation")

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.holds}"


class OrganisationLink(Claim):
    """A body's place under another. Both by key, since the lists that name them may be loaded later."""

    VISIBILITY = {**CLAIM_VISIBILITY, "child_key": "public", "parent_key": "public", "relation": "public"}

    child_key = models.CharField(max_length=120, db_index=True)
    parent_key = models.CharField(max_length=120, db_index=True)
    relation = models.CharField(max_length=8, choices=Relation.choices)

    class Meta:
        constraints = _unique("one_link_claim_per_citation", "child_key", "parent_key", "relation")

    def __str__(self) -> str:
        return f"{self.child_key} {self.relation} {self.parent_key}"


class SuccessionClaim(models.Model):
    """One body took over from another. By key, since lists of successors name bodies that no list holds."""

    VISIBILITY = {
        "id": "internal",
        "predecessor_key": "public",
        "successor_key": "public",
        "kind": "public",
        "on": "public",
        "certainty": "public",
        "note": "public",
        "citation": "public",
    }

    predecessor_key = models.CharField(max_length=120, db_index=True)
    successor_key = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=10, choices=Succession.choices)
    on = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=9, choices=Certainty.choices, default=Certainty.SURE)
    note = models.TextField(blank=True)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor_key", "successor_key", "citation"],
                name="one_succession_claim_per_citation",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor_key=F("successor_key")),
                name="nobody_succeeds_itself",
                violation_error_message="A body cannot be its own successor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_key} to {self.successor_key} on {self.on}"
