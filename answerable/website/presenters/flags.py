"""Quality notes in plain words: what is doubtful about a record, and what a reader should do about it."""

# By the flag before its colon; what stands after the colon is kept for the machine-readable forms.
_WORDS = {
    "address-malformed": "The address of the publisher’s page was damaged in the source.",
    "address-unusable": "The source gives an address for the report that cannot be used.",
    "addressee-cell-too-long": "The list of addressees is very long. It may hold other text as well.",
    "addressee-none": "The words name nobody who is to act.",
    "addressee-vague": "The words name no single body, but a group, such as “all trusts”.",
    "addressees-from-second-source": "The addressees come from a second source. The first gave none.",
    "addressees-hold-a-letter": "The list of addressees holds other text as well. Check it with the report.",
    "addressees-missing": "The source names no addressee.",
    "area-missing": "The source gives no coroner area.",
    "area-unknown": "The coroner area is not one that we know. It is shown as written.",
    "category-unknown": "An official category is not one that we know. It is shown as written.",
    "cell-too-long": "A part of the source was very long, and may hold more than it should.",
    "concerns-hold-later-sections": "The source runs later parts of the report into this. We left them out.",
    "count-differs": "The report says it makes another number of recommendations than we found.",
    "date-ambiguous": "The date can be read in more than one way, so we do not show one.",
    "date-doubtful": "The date and the day of the week in the source do not agree.",
    "date-from-second-source": "The date comes from a second source. The first gave none that we could read.",
    "date-impossible": "The date in the source is not a day in the calendar.",
    "date-incomplete": "The source gives only part of the date.",
    "date-mended": "The date had a typing error in the source. We mended it. Check it with the report.",
    "date-missing": "The source gives no date.",
    "date-out-of-range": "The date in the source cannot be right.",
    "dates-differ": "The report and its page give different dates.",
    "end-uncertain": "We are not sure where this ends in the report.",
    "long": "This is very long. It may hold more than one point.",
    "narrative": "This tells what happened. We found no concern or request in it.",
    "no-ask-found": "We found no words in this that ask for something to be done.",
    "no-numbering": "The points in the source are not numbered. We split them by paragraph.",
    "no-stance-found": "We found no words that say whether this was accepted.",
    "not-in-main-list": "This stands outside the report’s own list.",
    "not-in-original": "An earlier source had this. We could not find it in the report itself.",
    "not-split": "The points in the source could not be told apart.",
    "numbering-gap": "A number is missing from the list in the source.",
    "numbering-mixed": "The list in the source mixes two ways of numbering.",
    "numbering-repeats": "A number stands twice in the list in the source.",
    "ocr": "The words were read from a picture of the page by machine. Some may be wrong.",
    "ocr-low-confidence": "The words were read from a poor picture of the page. Some are likely to be wrong.",
    "publisher-missing": "The source does not say who published this.",
    "quoted-in-response": "These words were taken from a reply that quotes them.",
    "read-by-ocr": "The words were read from a picture of the page by machine. Some may be wrong.",
    "reference-blank": "The source gives no reference.",
    "reference-from-address": "The reference was taken from the address of the publisher’s page.",
    "reference-from-second-source": "The reference comes from a second source.",
    "reference-malformed": "The reference is not in its usual form.",
    "reference-repeated": "The source gives the same reference to more than one report.",
    "repeats": "The report says the same thing twice.",
    "repeats-in-report": "The report says the same thing twice.",
    "response-document": "This comes from a reply, not from the report itself.",
    "response-extended": "The coroner gave more time to reply.",
    "response-truncated": "The source cuts the reply short.",
    "section-missing": "A part of the form was not found in the source.",
    "title-from-address": "The title was taken from the address of the publisher’s page.",
    "title-missing": "The source gives no title.",
    "too-short": "This is very short. Some words may be missing.",
    "truncated": "The source cuts the words short.",
    "words-from-table": "The words come from a table of reports. Whoever made it may have tidied them.",
    "unnumbered-beside-list": "This stands beside a numbered list in the source, but has no number.",
    "unusually-long": "This is very long. It may hold more than it should.",
    "wording-differs-in-report": "The report says this in other words in another place.",
}


def flag_words(flags: tuple[str, ...]) -> list[str]:
    """Each flag as a sentence, once. A flag that has no sentence yet is named, never dropped."""
    found = {}
    for flag in flags:
        name = flag.partition(":")[0]
        found[name] = _WORDS.get(name, f"Checked by machine and marked: {name.replace('-', ' ')}.")
    return list(found.values())
