"""The form of a report under Regulation 28 of the Coroners (Investigations) Regulations 2013."""

from dataclasses import dataclass

from making.texts import Report, day

TITLE = "REGULATION 28 REPORT TO PREVENT FUTURE DEATHS"


@dataclass(frozen=True)
class Box:
    number: str
    heading: str
    paragraphs: list[str]


def boxes(report: Report) -> list[Box]:
    due = f", namely by {report.response_due}" if report.response_due else ", namely by [DATE]"
    return [
        Box(
            "",
            "THIS REPORT IS BEING SENT TO:",
            [f"{number}. {name}" for number, name in enumerate(report.addressees, 1)],
        ),
        Box(
            "1", "CORONER", [f"I am {report.coroner}, {report.post}, for the coroner area of {report.area}."]
        ),
        Box(
            "2",
            "CORONER’S LEGAL POWERS",
            [
                "I make this report under paragraph 7, Schedule 5, of the Coroners and Justice Act 2009 and "
                "Regulations 28 and 29 of the Coroners (Investigations) Regulations 2013."
            ],
        ),
        Box("3", "INVESTIGATION and INQUEST", [report.investigation]),
        Box("4", "CIRCUMSTANCES OF THE DEATH", [report.circumstances]),
        Box(
            "5",
            "CORONER’S CONCERNS",
            [
                "During the course of the inquest the evidence revealed matters giving rise to concern. In "
                "my opinion there is a risk that future deaths could occur unless action is taken. In the "
                "circumstances it is my statutory duty to report to you.",
                "The MATTERS OF CONCERN are as follows. –",
                *report.numbered(),
            ],
        ),
        Box(
            "6",
            "ACTION SHOULD BE TAKEN",
            [
                "In my opinion action should be taken to prevent future deaths and I believe you and your "
                "organisation have the power to take such action."
            ],
        ),
        Box(
            "7",
            "YOUR RESPONSE",
            [
                "You are under a duty to respond to this report within 56 days of the date of this "
                f"report{due}. I, the coroner, may extend the period.",
                "Your response must contain details of action taken or proposed to be taken, setting out the "
                "timetable for action. Otherwise you must explain why no action is proposed.",
            ],
        ),
        Box(
            "8",
            "COPIES and PUBLICATION",
            [
                report.copies,
                "I am also under a duty to send the Chief Coroner a copy of your response.",
                "The Chief Coroner may publish either or both in a complete or redacted or summary form.",
            ],
        ),
        Box("9", "", [f"{day(report.date)}    {report.coroner}"]),
    ]
