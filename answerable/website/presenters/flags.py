"""Quality notes in plain words: what is doubtful about a record, and what a reader should do about it."""

# By the flag before its colon; what stands after the colon is kept for the machine-readable forms.
_WORDS = {
    "address-malformed": "The address of the publisher’s page was damaged in the source.",
    "addressees-from-second-source": "The addressees come from a second source. The first gave none.",
    "addressees-hold-a-letter": "The list of addressees holds other text as well. Check it with the report.",
    "addressees-missing": "The source names no addressee.",
    "area-unknown": "The coroner area is not one that we know. It is shown as written.",
    "category-unknown": "An official category is not one that we know. It is shown as written.",
    "cell-too-long": "A part of the source was very long, and may hold more than it should.",
    "date-ambiguous": "The date can be read in more than one way, so we do not show one.",
    "date-from-second-source": "The date comes from a second source. The first gave none that we could read.",
    "date-impossible": "The date in the source is not a day in the calendar.",
    "date-incomplete": "The source gives only part of the date.",
    "date-mended": "The date had a typing error in the source. We mended it. Check it with the report.",
    "date-missing": "The source gives no date.",
    "date-out-of-range": "The date in the source cannot be right.",
    "long": "This is very long. It may hold more than one point.",
    "no-numbering": "The points in the source are not numbered. We split them by paragraph.",
    "not-in-original": "An earlier source had this. We could not find it in the report itself.",
    "ocr": "The words were read from a picture of the page by machine. Some may be wrong.",
    "ocr-low-confidence": "The words were read from a poor picture of the page. Some are likely to be wrong.",
    "reference-blank": "The source gives no reference.",
    "reference-from-address": "The reference was taken from the address of the publisher’s page.",
    "reference-from-second-source": "The reference comes from a second source.",
    "reference-malformed": "The reference is not in its usual form.",
    "reference-repeated": "The source gives the same reference to more than one report.",
    "response-extended": "The coroner gave more time to reply.",
    "too-short": "This is very short. Some words may be missing.",
    "unnumbered-beside-list": "This stands beside a numbered list in the source, but has no number.",
}


def flag_words(flags: tuple[str, ...]) -> list[str]:
    """Each flag as a sentence, once. A flag that has no sentence yet is named, never dropped."""
    found = {}
    for flag in flags:
        name = flag.partition(":")[0]
        found[name] = _WORDS.get(name, f"Checked by machine and marked: {name.replace('-', ' ')}.")
    return list(found.values())
