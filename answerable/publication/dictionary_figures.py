"""What each column means of the files on indicators and places, and of licences; what each file holds."""

INDICATOR_MEANINGS: dict[str, str] = {
    "indicator": "Code of the indicator. Its page is at /indicators/ and this.",
    "title": "What it is called.",
    "about": "What it is about, as indicators are grouped on the site.",
    "kind": "count, rate, percentage, share, mean, median, money or ratio.",
    "unit": "What one of its values is.",
    "better": "up: higher is better. down: lower is better. neutral: neither is.",
    "definition": "What it counts.",
    "numerator": "What is counted.",
    "denominator": "Out of what. Empty for a count.",
    "method_version": "Version of the method by which it is counted.",
    "source": "Where its figures and its method come from.",
    "source_address": "The address of that.",
    "confirmed": "Whether its definition was read in a source that settles it.",
    "own": "Whether this register works it out itself.",
    "part_of": "The indicator of which it is one part, if any.",
    "part": "Which part.",
    "hidden_below": "Counts below this are hidden by their publisher. 0: none is known to be.",
    "rounded_to": "Figures are rounded to the nearest of these. 0: they are not.",
    "caveats": "What to mind, parted by “ | ”.",
}
FIGURE_MEANINGS: dict[str, str] = {
    "indicator": "The indicator.",
    "level": "ward, site, provider, receiving provider, sub-icb, icb, region, england or uk.",
    "place": "Whom or where it is about, as the publisher writes it.",
    "organisation": "The body that is meant, where that is known.",
    "split": "The part that is counted, such as an age or a type of bed. Empty for the whole.",
    "period": "The month as 2024-04, or first and last day of another period, parted by a stroke.",
    "since": "First day of the period.",
    "until": "Last day of the period.",
    "value": "The figure, from the latest publication that gives it.",
    "why_none": "Why there is none. suppressed: hidden by its publisher, or withheld here lest a hidden one "
    "be worked out.",
    "row": "Row of the publisher’s file.",
    "fictional": "Whether the body is made up for demonstration.",
}
PLACE_MEANINGS: dict[str, str] = {
    "place": "The code under which the Care Quality Commission registers it. Empty where only a list of "
    "names has it.",
    "name": "What it was called then. Another name is another row.",
    "area": "The local authority in which it lies.",
    "organisation": "The body that ran it then. Another body is another row.",
    "organisation_name": "Its latest official name.",
    "provider_as_listed": "The provider, as the list names it.",
    "taken_by": "By what that is taken to be the body. code: of the provider. place: the NHS code of the "
    "place, which begins with the provider’s. name: of the provider. group: the name of its group. list: a "
    "list of names gives it to the body.",
    "sure": "Whether that leaves no doubt. Where not, nobody has checked it.",
    "opened": "The first day on which it was so, where known.",
    "closed": "The first day on which it no longer was, where known.",
    "opened_or_before": "It came from another body or name, by the day in opened; no list says on which day.",
    "name_shared": "Another provider’s place of another kind bears the name, so that it tells of neither.",
    "first_listed_on": "The day of the first list that has it so.",
    "last_listed_on": "The day of the last one. Later lists may lack it, without saying that it closed.",
    "source": "The list.",
    "fictional": "Whether the body is made up for demonstration.",
}
LICENCE_MEANINGS: dict[str, str] = {
    "licence": "Terms under which the record may be used, by their SPDX identifier where they have one. "
    "Words that are quoted from a report keep the terms of that report.",
    "licence_confirmed": "Whether these terms were read at the source. Where not, they are what they are "
    "thought to be.",
    "attribution": "Whom to name, and how.",
}
TABLE_MEANINGS: dict[str, str] = {
    "entries": "What was asked: a row for each recommendation, concern, safety action or observation.",
    "reports": "The reports that entries stand in.",
    "addressees": "Whom each report names, and which body is meant.",
    "duties": "The duty of one body to answer one entry, and by when.",
    "standing": "How each duty stands on the six axes. No single status.",
    "answers": "What bodies answered, part by part.",
    "recurrence": "What was asked again after it was said to be done.",
    "organisations": "Bodies that can be asked to act.",
    "places": "Places of care under the bodies that run or ran them: a row for each name and body.",
    "indicators": "What each indicator counts, and where its figures come from.",
    "figures": "The figures of indicators, by place and period.",
    "withdrawals": "Whole reports that left the register, and why: who holds a copy takes them out of it.",
    "editions": "Reports and entries in other forms, such as easy read.",
    "expectations": "One live ask, that many entries may serve.",
    "themes": "The themes of entries.",
    "links": "How entries stand to each other.",
    "contradictions": "Entries that conflict, and who must settle it.",
    "groups": "Groups of bodies that see to expectations together.",
    "group_notes": "What is on the record of these groups.",
    "work": "Work that bodies say is under way.",
    "consolidations": "Many asks that are to become one.",
    "positions": "What publishers think of that.",
    "assessments": "What it would cost to do what is asked, and what may go wrong.",
    "priorities": "Exercises in which expectations were weighed against each other.",
    "priority_ranks": "How expectations came out of them.",
}
