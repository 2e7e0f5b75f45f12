"""What a finding is about, in a few words: to choose by."""

from collections.abc import Mapping
from typing import Final

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Files and folders": (
        "archive_damaged", "archive_encrypted", "archive_member", "archive_ratio",
        "archive_too_large", "authority_not_in_footprint", "authority_not_loaded",
        "authority_twice", "file_empty", "file_encoding", "file_kind_not_read",
        "file_not_recognised", "file_not_text", "file_outside_folder", "file_separator",
        "file_too_large", "file_unreadable", "folder_empty", "folder_missing",
        "folder_not_recognised", "sheet_not_recognised", "workbook_too_large",
        "xml_declarations", "xml_malformed", "xml_too_deep", "xml_too_many",
    ),
    "Whose return, and of which year": (
        "date_not_covered", "dates_far_from_others", "origins_elsewhere",
        "two_returns_in_folder", "year_missing", "year_not_as_named",
    ),
    "Columns and cells": (
        "column_missing", "heading_twice", "row_cut_off", "row_malformed", "row_short",
        "value_missing",
    ),
    "Children": (
        "birth_impossible", "birth_missing", "birth_too_early", "births_differ",
        "child_in_two_authorities", "children_unknown", "unaccompanied_missing",
        "child_missing", "child_repeated", "child_unknown", "header_missing",
        "header_row_missing",
    ),
    "Dates": ("date_form", "date_impossible", "ends_before_start"),
    "Codes": (
        "code_of_another_year", "code_unknown", "end_without_reason", "provider_missing",
    ),
    "Postcodes": ("postcode_missing", "postcode_not_locatable"),
    "Episodes that overlap or break off": (
        "continuation_missing", "episode_before_missing", "episode_not_in_newest_file",
        "episode_repeated", "episodes_overlap",
    ),
    "Homes": (
        "authority_differs", "authority_unknown", "home_repeated", "places_impossible",
        "urn_missing", "urn_unknown",
    ),
    "Costs and needs": (
        "cost_impossible", "costs_overlap", "neither_yes_nor_no", "not_with_unknown",
    ),
    "Monitoring": (
        "answers_without_rating", "home_month_differs", "home_month_repeated",
        "month_impossible", "month_not_over", "name_impossible", "nights_above_beds",
        "number_impossible", "outcomes_above_due", "payment_without_outcomes",
        "rating_without_answers", "voids_above_empty",
    ),
}  # fmt: skip

KINDS: Final = tuple(_KINDS)
"""In the order in which they are offered."""

KIND_OF: Final[Mapping[str, str]] = {code: kind for kind, codes in _KINDS.items() for code in codes}
"""By the code of the finding."""
