"""The words that pages use for what the register holds. One place, so that pages, lists and feeds agree."""

ENTRY_KINDS = {
    "recommendation": "Recommendation",
    "concern": "Concern",
    "safety_action": "Safety action",
    "observation": "Safety observation",
}
INSTRUMENTS = {
    "reg28": "Report to prevent future deaths",
    "rule43": "Rule 43 report",
    "inquiry": "Public inquiry report",
    "hssib": "National safety investigation",
    "review": "Independent review",
}
PUBLISHER_KINDS = {
    "coroner": "Coroner",
    "inquiry": "Public inquiry",
    "investigator": "National investigation body",
    "review": "Independent review",
    "regulator": "Regulator or ombudsman",
    "research": "Confidential enquiry or college",
    "parliament": "Parliamentary committee",
    "other": "Other publisher",
}
PUBLISHER_KINDS_MANY = {
    "coroner": "Coroners, by area",
    "inquiry": "Public inquiries",
    "investigator": "National investigation bodies",
    "review": "Independent reviews",
    "regulator": "Regulators and ombudsmen",
    "research": "Confidential enquiries and colleges",
    "parliament": "Parliamentary committees",
    "other": "Other publishers",
}
RESPONSE_STATES = {
    "identified": "Published reply identified",
    "not_yet_due": "Reply not yet due",
    "not_identified": "No response identified in the sources checked",
    "not_checked": "Replies not yet looked for",
    "no_rule": "No rule that asks for a reply",
}
DATE_BASES = {
    "stated": "stated in the report",
    "computed": "worked out from the rule",
    "extension": "extended",
}
DUTY_KINDS = {
    "statutory": "Required by law",
    "convention": "Expected by convention",
    "none": "No rule found",
}
