"""Whom a block bed could have been for. Nobody is moved."""

from datetime import date

import pandas as pd

from lib.domain.contract import Contract


def of_the_ages(measured: pd.DataFrame, *, contract: Contract) -> pd.Series:
    """
    Find the children of the contract's ages, whenever they were placed.

    Parameters
    ----------
    measured
        As in ``lib.schemas.placements.MEASURED``.

    Returns
    -------
    Series
        bool, indexed as ``measured``. False where the age on the as-at date is not
        known, and for a child who is rightly placed where they are (``keep_placement``).
    """
    age = measured["age_years"]
    is_of_age = age.between(contract.age_min_years, contract.age_max_years).fillna(value=False)
    return is_of_age.astype(bool) & ~measured["keep_placement"]


def could_have_been_placed(measured: pd.DataFrame, *, contract: Contract, as_of: date) -> pd.Series:
    """
    Find the children whom a bed could have served, had it been open when they were placed.

    Returns
    -------
    Series
        bool, indexed as ``measured``. True for children `of_the_ages` whose present
        placement began after the date that lies ``placed_within_months`` before ``as_of``,
        and on or before ``as_of``: from 1 April 2017 for twelve months to 31 March 2018.
        A placement whose beginning is missing is older than the record, so not recent.
        True too for those of them who asked to move, whenever they were placed.
    """
    since = pd.Timestamp(as_of) - pd.DateOffset(months=contract.placed_within_months)
    began = measured["placement_start_date"]
    is_recent = (began > since) & (began <= pd.Timestamp(as_of))
    return of_the_ages(measured, contract=contract) & (is_recent | measured["asked_to_move"])
