"""What the words on the pages mean, in plain English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    identifier: str
    word: str
    meaning: str


GLOSSARY = (
    Term(
        "addressee",
        "Addressee",
        "The body that a report asks to act. We show it as the report writes it, with names of people held "
        "back, and the body we think is meant.",
    ),
    Term(
        "as-at",
        "As at",
        "What this register held at the end of a given day. Facts change; an “as at” page does not.",
    ),
    Term(
        "cannot-be-told",
        "Cannot be told",
        "An answer to “Did it work?”: the figures are too few, move too much, or moved for other reasons as "
        "well. It is not the same as “no change of importance”, which says that any change is too small to "
        "matter, nor as “not measurable yet”.",
    ),
    Term(
        "concern",
        "Concern",
        "Something a coroner says could lead to more deaths. A concern does not say what must be done about "
        "it. That is for the body that gets the report.",
    ),
    Term(
        "contradiction",
        "Contradiction",
        "Two entries that cannot both be done as they stand. A person has to find that they conflict before "
        "they are listed.",
    ),
    Term(
        "draft-group",
        "Draft group",
        "Entries that a program has put together because they seem to ask the same. No person has checked "
        "it yet.",
    ),
    Term(
        "control-chart",
        "Control chart",
        "Figures over time, with the limits within which chance alone moves them. Only what lies outside, or "
        "makes a pattern that chance hardly makes, is called a change.",
    ),
    Term(
        "duty",
        "Duty to answer",
        "A body’s duty to reply to what it was asked. Some duties come from the law. Some are only custom.",
    ),
    Term(
        "entry",
        "Entry",
        "One thing that was asked, or one concern. A report can hold many entries.",
    ),
    Term(
        "expectation",
        "Expectation",
        "One thing that has been asked more than once, in plain words, with all the entries that ask it. "
        "We count it in reports.",
    ),
    Term(
        "interrupted-time-series",
        "Interrupted time series",
        "A test that follows figures over time and asks whether they stepped or turned after an action, more "
        "than where they were going anyway.",
    ),
    Term(
        "lag",
        "Lag",
        "How long after an action a figure should begin to move. It is written down, with a reason, before "
        "anybody looks at the figures.",
    ),
    Term(
        "likely",
        "Very likely, likely, perhaps",
        "How sure a program is that two entries ask the same. Very likely is a probability of 0.9 or more, "
        "likely 0.75 or more, perhaps 0.5 or more. What is less likely is not shown.",
    ),
    Term(
        "look",
        "Look",
        "One test of the figures. Whoever looks often enough finds a change by chance, so all looks at one "
        "measure share a 5% chance of a false alarm.",
    ),
    Term(
        "quality-flag",
        "Quality note",
        "A doubt about the record, such as a date that could be read in two ways. We show it so that you can "
        "check.",
    ),
    Term(
        "recommendation",
        "Recommendation",
        "Something an inquiry, an investigation or a review says should be done.",
    ),
    Term(
        "reference",
        "Reference",
        "The lasting mark of an entry, a report or an organisation, such as E-7KQ2M9XA4. "
        "It never changes and is never used again. Its last character shows up typing errors.",
    ),
    Term(
        "regulation-28",
        "Regulation 28 report",
        "A coroner’s report to prevent future deaths. The name comes from regulation 28 of the Coroners "
        "(Investigations) Regulations 2013. A body that gets one has 56 days to reply, unless the coroner "
        "gives it longer.",
    ),
    Term(
        "response-state",
        "State of the reply",
        "What we know about published replies. “No response identified” means we did not find one in the "
        "sources we checked. It does not mean that none was sent.",
    ),
    Term(
        "rule-43",
        "Rule 43 report",
        "What coroners’ reports of this kind were called before 25 July 2013.",
    ),
    Term(
        "safety-action",
        "Safety action",
        "Something already done while an investigation was going on.",
    ),
    Term(
        "safety-observation",
        "Safety observation",
        "A point a national investigation offers to others. It does not ask for a reply.",
    ),
    Term(
        "same-event",
        "Same event",
        "Reports on linked deaths, or one report that was published twice. We do not count that as asking "
        "again.",
    ),
    Term(
        "scope",
        "Scope",
        "Whether a report is about mental health care in hospital. We work this out from its words. "
        "It is our reading, not the publisher’s, so we show the words that led to it.",
    ),
    Term(
        "tension",
        "Tension",
        "A question that reports answer in two ways, such as how closely to watch people at night. "
        "Neither answer is wrong in itself.",
    ),
    Term(
        "theme",
        "Theme",
        "What an entry is about, from our list. A program gives the themes. A person can confirm or refuse "
        "them.",
    ),
    Term(
        "withheld",
        "Name withheld",
        "A name of a person that we hold back. We publish no names of people who died, of families or of "
        "staff.",
    ),
)
