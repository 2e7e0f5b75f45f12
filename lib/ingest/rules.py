"""The Department's own rules: what a finding is called by the system that takes the return.

A data officer knows them by number: the collection refuses a return that breaks one. Words and
numbers are those of `validation_rules` in `geodata/sources.toml`, the newest edition in which
each rule stands. A finding that no rule speaks of has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its number, and the words in which it is told."""

    number: str
    words: str


_WORDS: Final[Mapping[str, str]] = {
    "101": "The child or young person’s reported sex is not valid.",
    "102": "Date of birth is not a valid date.",
    "141": "Date episode began is not a valid date.",
    "143": "The reason for new episode code is not a valid code.",
    "144": "The legal status code is not a valid code.",
    "145": "Category of need code is not a valid code.",
    "146": "Placement type code is not a valid code.",
    "147": "Date episode ceased is not a valid date.",
    "148": "Date episode ceased and reason episode ceased must both be coded, or both left blank.",
    "149": "Reason episode ceased code is not valid.",
    "218": "Ofsted Unique reference number (URN) is required.",
    "302": "First episode starts before child was born.",
    "356": "The date the episode ceased is before the date the same episode started.",
    "388": "Reason episode ceased is coded new episode begins, but there is no continuation "
    "episode.",
    "392B": "Child is looked after but no postcodes are recorded.",
    "392c": "Postcode(s) provided are invalid.",
    "433": "The reason for new episode suggests that this is a continuation episode, but the "
    "episode does not start on the same day as the last episode finished.",
    "501": "A new episode has started before the end date of the previous episode.",
    "502": "Last year's record ended with an open episode. The date on which that episode started "
    "does not match the start date of the first episode on this year’s record.",
    "526": "Child is missing a placement provider code for at least one episode.",
}

_BROKEN: Final[Mapping[tuple[str, str | None], str]] = {
    ("date_impossible", "DECOM"): "141",
    ("value_missing", "DECOM"): "141",
    ("date_impossible", "DEC"): "147",
    ("ends_before_start", "DEC"): "356",
    ("date_impossible", "DOB"): "102",
    ("birth_missing", "DOB"): "102",
    ("birth_impossible", "DOB"): "302",
    ("code_unknown", "SEX"): "101",
    ("code_unknown", "RNE"): "143",
    ("value_missing", "RNE"): "143",
    ("code_unknown", "LS"): "144",
    ("value_missing", "LS"): "144",
    ("code_unknown", "CIN"): "145",
    ("code_unknown", "PLACE"): "146",
    ("value_missing", "PLACE"): "146",
    ("code_unknown", "REC"): "149",
    ("end_without_reason", "REC"): "148",
    ("urn_missing", "URN"): "218",
    ("continuation_missing", "REC"): "388",
    ("postcode_missing", "HOME_POST"): "392B",
    ("postcode_missing", "PL_POST"): "392B",
    ("postcode_not_locatable", "HOME_POST"): "392c",
    ("postcode_not_locatable", "PL_POST"): "392c",
    ("episode_before_missing", "RNE"): "433",
    ("episodes_overlap", "DECOM"): "501",
    ("episode_not_in_newest_file", "DEC"): "502",
    ("provider_missing", "PLACE_PROVIDER"): "526",
}
"""Which rule is broken, by the code of the finding and its column."""


def rule_of(code: str, column: str | None) -> Rule | None:
    """Name the rule that a finding of a return's own table is about, if any."""
    number = _BROKEN.get((code, column))
    return None if number is None else Rule(number, _WORDS[number])
