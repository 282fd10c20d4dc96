"""The wording of the form and of the law in coroners' reports, as patterns.

The source of the four statutory sentences is the form annexed to the Chief Coroner's Guidance No. 5 (2013,
revised since); the other patterns were written after reading every sentence that stands in four or more of
4,865 reports. A blank in a pattern stands for any white space or comma.
"""

import re

_KINDS = r"(?:inquests?|investigations?|enquir(?:y|ies)|inquir(?:y|ies)|hearings?|proceedings|evidence)"
_PROCEEDINGS = rf"(?:(?:the|this|these|my|both|his|her|their|an) )?(?:\w+ )?{_KINDS}"
_EVIDENCE = (
    r"(?:the |my )?(?:evidence|inquir(?:y|ies)|enquir(?:y|ies)|investigations?|inquests?)"
    r"(?: that)?(?: I)?(?: heard| given| received)?"
)
_MATTERS = r"(?:the following |certain |some |a |a number of |several |further |other )?matters?"
_RISE = (
    r"(?:which |that )?(?:giv(?:e|es|ing|en)|gave)(?: rise)?(?: to)?"
    r"(?: a| my| me| cause for| cause for my| some| serious| significant)?"
)
_FUTURE_DEATHS = (
    r"(?:of|that) (?:future|other|further) deaths?(?: (?:will|could|may|might|would))?"
    r"(?: (?:occurs?|occuring|occurring|arise|arising|happen(?:ing)?|continu(?:e|ing) to occur))?"
)
_UNLESS = (
    r"(?:unless|if|until) (?:(?:no |further |urgent |some |appropriate |remedial )?actions?|steps) "
    r"(?:is|are) (?:not )?taken(?: to (?:review|address|remedy) the above (?:issues|concerns|matters))?"
)
_ACT = (
    r"(?:paragraph 7,? (?:of )?)?schedule 5,? (?:of |to )?(?:the )?coroners and justice act,? 2009"
    r"(?: and regulations? 28(?: and 29)? of the coroners \(?investigations\)? regulations 2013)?"
)

# Each must cover a sentence from its beginning to its end. A "coda" only points back,
# so it is left out only where it stands alone.
SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "opening",
        r"(?:during|in|over|throughout|at) (?:(?:the )?(?:course of|conclusion of|hearing of|end of) )?"
        rf"{_PROCEEDINGS}(?: (?:and|and/or|or) {_PROCEEDINGS})?(?: \(?(?:touching|into)[^.\n]{{0,60}}?)? "
        rf"{_EVIDENCE} (?:has |have )?(?:reveal(?:ed|s)?|disclosed?|identified|raised|highlighted) "
        rf"(?:a |to me )?{_MATTERS} {_RISE} ?concerns?"
        r"(?: (?:as follows|namely|which are as follows|and which are set out below|to me|for me))?",
    ),
    (
        "opening",
        r"during (?:the course of )?(?:the"
        r"|my) investigations? the evidence revealed matters? of concern as follows",
    ),
    (
        "risk",
        r"(?:and )?(?:in|it is) my (?:opinion|view)(?: that)? (?:that )?there (?:is|are"
        r"|remains) (?:still |also )?"
        rf"an?? ?(?:real |continuing |ongoing )?risks? {_FUTURE_DEATHS} (?:in (?:the )?(?:future"
        rf"|similar circumstances) )?{_UNLESS}",
    ),
    (
        "coda",
        r"(?:and )?(?:(?:in (?:view of (?:this|the above)|my (?:opinion|view))|therefore"
        r"|accordingly|thus|consequently) )?"
        r"(?:I (?:therefore )?(?:consider|believe"
        r"|conclude)(?: that)? )?(?:the evidence raised concerns? that )?"
        r"(?:this (?:presents|creates|poses|gives rise to|represents)|there is)(?: therefore)? an?"
        rf"(?: real| continuing| ongoing| clear)? risk {_FUTURE_DEATHS}(?: {_UNLESS})?",
    ),
    (
        "duty",
        r"(?:and )?(?:in|under) (?:the|these|such|those|all the) circumstances (?:it is|is it"
        r"|i have a|it remains) "
        r"(?:therefore )?(?:my |a )?(?:statutory )?(?:duty|obligation) (?:for me )?to (?:report"
        r"|make a? ?report|write)"
        r"(?: this)?(?: matters?)?(?: report)?(?: to (?:you|your?selves|appropriate persons)"
        r"(?: who may be able to take remedial action)?)?"
        rf"(?: under {_ACT})?(?: as follows)?(?:;? the matters? of concern (?:is|are)?(?: as follows)?)?",
    ),
    ("powers", rf"I (?:therefore )?make this report(?: to you)? (?:under|pursuant to) {_ACT}"),
    (
        "heading",
        r"(?:for your information )?(?:the|my) (?:brief )?matters?(?:\(s\))? of (?:my )?concerns? "
        r"(?:(?:is|are)(?: set out)?(?:(?: as)? ?follow(?:s|ing)?| below| that)?|as follows?)",
    ),
    (
        "heading",
        r"(?:the |brief )?(?:matters? of concern|circumstances of matters of concern)(?=\s*[.:\n–-]|\s*$)",
    ),
    ("heading", r"(?:5\.? )?coroner[’'`s]*s? concerns?(?=\s*[.:\n–-]|\s*$)"),
    ("hint", r"(?:brief )?summary of (?:the )?matters of concern"),
    (
        "coda",
        r"consideration should be given to whether any steps can be taken to address the above concerns?",
    ),
    (
        "coda",
        r"I am not (?:re)?assured that (?:the"
        r" )?necessary actions to address these (?:serious )?(?:issues|concerns)"
        r"(?: identified)? are in place",
    ),
    (
        "action",
        r"(?:in my opinion )?(?:urgent )?action (?:should|could|must"
        r"|needs to) be taken to prevent (?:the occurrence of )?"
        r"(?:future|further|other) deaths?(?: and I believe (?:that )?(?:each of )?(?:you"
        r"|your organi[sz]ations?|the addressees?)"
        r"[^.\n]{0,80}?(?:has|have) the power to take such action)?",
    ),
    (
        "response",
        r"you(?:r organi[sz]ation)? (?:is|are) under a duty to respond to this report[^\n]{0,160}?(?=\.)",
    ),
    (
        "response",
        r"[Il1|] ?,? ?(?:the |as )?(?:\w+ )?coroner,? may extend (?:the|this|that) period[^.\n]{0,120}",
    ),
    ("response", r"your response must contain details of action taken or proposed to be taken[^.\n]{0,80}"),
    ("response", r"otherwise you must explain why no action is (?:proposed|necessary)"),
    (
        "copies",
        r"I have (?:also )?sent a copy of (?:my|this) report to the chief coroner[^\n]{0,120}?(?=[.:])",
    ),
    ("copies", r"I am also under a duty to send (?:the chief coroner )?a copy of your response[^.\n]{0,120}"),
    ("copies", r"the chief coroner may publish either or both in a complete or redacted or summary form"),
    (
        "copies",
        r"(?:he|she|they|I|the chief coroner) may (?:also )?send a copy of (?:this report"
        r"|your response) to any(?: other)? "
        r"person who (?:he|she|they|I) believes? may find it useful or of interest",
    ),
    ("copies", r"you may make representations to me the coroner at the time of your response[^.\n]{0,120}"),
)

# Page furniture, met in the middle of sentences too. The second of each is a word that must be there.
ANYWHERE: tuple[tuple[str, str, str], ...] = (
    ("hint", "summary of", r"[(\[](?:brief )?summary of (?:the )?matters of concern[)\]]"),
    (
        "footer",
        "tel",
        r"(?:[A-Z][\w’']+\s){0,3}coroner[’']?s?[’']?\s(?:office|court),[^\n|]{5,120}?"
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b[\s,|]*tel[.:]?\s*\d[\d\s]{8,13}\d"
        r"(?:[\s|]*[\w.-]+@[\w.-]+)?[\s|]*",
    ),
    (
        "footer",
        "template",
        r"(?:regulation 28\s*[–-]?\s*)?(?:after"
        r"|before) inquest document template updated:? \d{1,2}/\d{1,2}/\d{2,4}"
        r"(?:\s+page \d{1,2}(?: of \d{1,2})?)?(?:\s+\d{1,2}(?=\s*\n|\s*$))?",
    ),
    ("footer", "page", r"(?<=\n)[^\S\n]*page \d{1,2}(?: of \d{1,2})?[^\S\n]*(?=\n|$)"),
    ("footer", "official", r"(?<=\n)[^\S\n]*official(?:[\s-]sensitive)?[^\S\n]*(?=\n|$)"),
    ("footer", "\n", r"(?<=\n)[^\S\n]*- \d{1,2} -[^\S\n]*(?=\n|$)"),
    ("footer", "", r"(?<=[.:;)])\s{1,9}[5-9](?=\s{0,9}$)"),
)


def spaced(words: str) -> str:
    """The pattern with its blanks made to match white space, commas or nothing: forms run words together."""
    return re.sub(r" (?![?*+{])", r"[\\s,]*", words).replace(" ?", r"[\s,]*")
