"""The words that templates may look up and filter by."""

from collections import defaultdict

from answerable.core.text.scope.sectors import sectors
from answerable.website import spc_words
from answerable.website.presenters import words

TABLES = {
    "addressee_roles": words.ADDRESSEE_ROLES,
    "addressee_states": words.ADDRESSEE_STATES,
    "date_bases": words.DATE_BASES,
    "duty_kinds": words.DUTY_KINDS,
    "entry_kinds": words.ENTRY_KINDS,
    "sector_names": defaultdict(str, {code: sector.name for code, sector in sectors().items()}),
    "spc_shapes": spc_words.SHAPES,
    "spc_targets": spc_words.TARGETS,
}
FILTERS = {
    "body_kind": words.body_kind,
    "entry_name": words.entry_name,
    "plain_label": words.plain_label,
    "report_name": words.report_name,
    "response_state": words.response_state,
}
