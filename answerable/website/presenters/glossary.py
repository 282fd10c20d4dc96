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
        "reply-awaited",
        "Reply awaited",
        "Said of one body’s duty: we hold no answer of it, and cannot say that there is none. The page "
        "of the report says why: replies were not yet looked for since the day they were due, or there are "
        "replies and nobody has checked which body wrote each. A reply without a date by which it is due is "
        "awaited too.",
    ),
    Term(
        "not-looked-for",
        "Replies not yet looked for",
        "Said of a report: nobody has looked in the sources for replies since the day they were due. The "
        "duties to reply to it then stand as “Reply awaited”.",
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
    Term(
        "adequacy",
        "Adequacy of the reply",
        "Whether a reply answers what was asked, as judged by somebody other than its author.",
    ),
    Term(
        "alarm",
        "Alarm",
        "A note that a later report asks again for what was said to be done. Somebody independent "
        "then looks at it.",
    ),
    Term(
        "challenge",
        "Challenge",
        "What anybody writes who thinks that a record is wrong. It is answered, and the answer is public.",
    ),
    Term(
        "claimed",
        "Claimed",
        "How far the work is, as the body says itself. What others found stands apart from it.",
    ),
    Term(
        "consolidation",
        "Consolidation",
        "One ask in the place of many that say the same, which publishers are asked about.",
    ),
    Term(
        "correction",
        "Correction",
        "Something that we had wrong and have put right. It stays listed, with what it said before.",
    ),
    Term(
        "edition",
        "Edition",
        "A report in another form, such as easy read or large print. Its publisher, or somebody it "
        "trusts, made it.",
    ),
    Term(
        "escalation",
        "Escalation",
        "What happens, step by step, when no answer comes: who is written to, and when.",
    ),
    Term(
        "evidence-grade",
        "Grade of evidence",
        "How strong a proof is: a statement, a policy, training, an audit, something seen, or an outcome.",
    ),
    Term(
        "figures",
        "Figures",
        "Published numbers, such as how often people were restrained. We only use those that others publish.",
    ),
    Term(
        "funnel-plot",
        "Funnel plot",
        "A picture of many bodies’ figures at once. Small bodies differ more by chance, so the limits "
        "are wider for them.",
    ),
    Term(
        "group",
        "Group",
        "Bodies that work together on one expectation, with one that leads.",
    ),
    Term(
        "impact",
        "Impact",
        "Whether it worked: whether harm became less, as far as figures and people can tell.",
    ),
    Term(
        "impact-assessment",
        "Impact assessment",
        "What it would cost to do what is asked, and what may happen if it is not done.",
    ),
    Term(
        "indicator",
        "Indicator",
        "A published figure that shows whether care got safer, such as how often somebody was held "
        "face down.",
    ),
    Term(
        "organisation",
        "Organisation or body",
        "A hospital trust, a department, a council or another that can be asked to act.",
    ),
    Term(
        "plain-words",
        "Plain words",
        "A short form of an entry. A program puts it together from the entry’s own sentences, or an "
        "editor writes it.",
    ),
    Term(
        "priority-exercise",
        "Priority exercise",
        "A way for many people to weigh what should come first, with weights that all can see.",
    ),
    Term(
        "publication-log",
        "Publication log",
        "A list of all that was added, changed, withdrawn or corrected, with its day.",
    ),
    Term(
        "publisher",
        "Publisher",
        "Who wrote and published a report: a coroner, an inquiry, an investigation body or a review.",
    ),
    Term(
        "report",
        "Report",
        "What a publisher issued. It holds one entry or many.",
    ),
    Term(
        "sector",
        "Sector",
        "A part of care, such as maternity. A program sorts reports into sectors, and an editor can "
        "put it right.",
    ),
    Term(
        "stance",
        "Stance",
        "Where a body stands on what it was asked, in its own words: accepted, accepted in part, or "
        "not accepted.",
    ),
    Term(
        "successor",
        "Successor",
        "The body that took over from one that closed. It takes over what that one had to answer.",
    ),
    Term(
        "suggestion",
        "Suggestion",
        "Something that a program proposes. Each says so, says why, and says how often the program is right.",
    ),
    Term(
        "verified",
        "Verified",
        "What somebody independent found when they looked at what a body says it did.",
    ),
    Term(
        "version",
        "Version",
        "The words of an entry as we held them for a time. Each has its own address, which stays.",
    ),
    Term(
        "withdrawn",
        "Withdrawn",
        "Taken out of the register. Its address stays and says why.",
    ),
    Term(
        "without-owner",
        "Without a clear owner",
        "Something asked that no body has said is its own to do.",
    ),
)
IN_ORDER = tuple(sorted(GLOSSARY, key=lambda term: term.word.lower()))
