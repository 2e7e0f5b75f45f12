"""The charts of a contract's answer, each with the words that stand round it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import altair as alt

from lib.answer.contract.beds_sentences import beds_bring
from lib.answer.contract.sentences import (
    SECTOR_OCCUPANCY,
    needed,
    pays_once,
    percent,
    pounds,
    span,
    when_it_pays,
)
from lib.answer.contract.shown_settings import ends_in_words, label
from lib.answer.contract.view import ContractView
from lib.answer.wording import lower_first
from lib.charts.fan import inside_fan, saving_fan
from lib.charts.gauge import break_even_gauge
from lib.charts.swings import swing_bars
from lib.maps.figures import HIDDEN, WHY_HIDDEN
from lib.maps.palette import Palette
from lib.maps.state import released


@dataclass(frozen=True, kw_only=True)
class Titled:
    """
    A chart and its words. ``draw`` is None where there is nothing that may be drawn.

    ``measured`` is what of the subtitle holds for any chart of the same figures, however it is
    drawn. ``said`` is read out in place of the picture.
    """

    name: str
    title: str
    subtitle: str
    measured: str = ""
    said: str = ""
    draw: Callable[[Palette], alt.Chart] | None = None


def gauge(view: ContractView) -> Titled:
    """Show how full the beds must be, and would be."""
    even = needed(view.figures, "break_even_occupancy")
    if even is None:
        return _hidden("How full the beds must be")
    forecast = span(view.figures, "occupancy")
    title = pays_once(even)
    said = f"{title}. " + (
        ""
        if forecast is None
        else f"Forecast: {percent(forecast[0])} to {percent(forecast[2])}, middle "
        f"{percent(forecast[1])}."
    )
    measured = "Share of the open beds that is filled in the full year"
    zones = "Left of the grey part it loses, right of it it saves; in it 8 of 10 runs break even."
    return Titled(
        name="gauge",
        title=title,
        subtitle=f"{measured}. " + (zones if even[0] < min(even[2], 1) else ""),
        measured=measured,
        said=said,
        draw=lambda palette: break_even_gauge(
            view.figures, sector=SECTOR_OCCUPANCY, palette=palette, said=said
        ),
    )


def saving_by_month(view: ContractView) -> Titled:
    """Show the fan of the saving."""
    if view.figures.is_hidden("saving_pounds", "p50"):
        return _hidden("The saving by month")
    year = view.contract.full_year
    title = when_it_pays(view.single)
    said = f"{title}. The same by year stands in the table below."
    return Titled(
        name="saving",
        title=title,
        subtitle="Saving by month; the band holds 8 of 10 runs, the line is the middle one",
        measured="Saving by month of the contract",
        said=said,
        draw=lambda palette: saving_fan(
            view.months,
            figure="saving_pounds",
            full_year=(year.start + 1, year.stop),
            palette=palette,
            said=said,
        ),
    )


def inside_by_month(view: ContractView) -> Titled:
    """Show the share of the children inside, by month; not drawn where it is hidden."""
    is_hidden = view.figures.is_hidden("children_inside", "p50")
    return Titled(
        name="inside",
        title=beds_bring(view.figures, view.contract),
        subtitle="Share of the children who live inside, by month",
        measured="Share of the children who live inside, by month of the contract",
        said=view.inside_sentence,
        draw=None
        if is_hidden
        else lambda palette: inside_fan(
            view.months, view.overview.boroughs, palette=palette, said=view.inside_sentence
        ),
    )


def what_moves_it(view: ContractView) -> Titled:
    """Rank what moves the saving."""
    rows = released(view.swings)
    if rows.empty:
        return Titled(name="swings", title="Nothing moves it: every figure is set", subtitle="")
    if view.figures.is_hidden("saving_pounds", "p50"):
        return _hidden("What moves the saving")
    average = view.single.number("mean_saving_pounds", "value") or 0.0
    measured = (
        "Average saving in the full year where each figure is in its lowest tenth, and in its "
        "highest"
    )
    first = label(str(rows.index[0]))
    ends = ends_of_swings(view)
    said = f"{first} moves it most; the table below says the same."
    return Titled(
        name="swings",
        title=f"What moves it most: {lower_first(first)}",
        subtitle=f"{measured}; the dashed line is the average of all runs, {pounds(average)}",
        measured=f"{measured}; of all runs it is {pounds(average)}",
        said=said,
        draw=lambda palette: swing_bars(
            view.swings,
            ends,
            average=average,
            labels={key: label(key) for key in ends},
            palette=palette,
            said=said,
        ),
    )


def ends_of_swings(view: ContractView) -> Mapping[str, tuple[str, str]]:
    """Give the lowest and the highest tenth of each figure that moves the saving, in words."""
    return {
        str(key): (HIDDEN, HIDDEN)
        if view.swings.is_hidden(key, "low")
        else ends_in_words(str(key), float(row["low"]), float(row["high"]))
        for key, row in released(view.swings).iterrows()
    }


def _hidden(what: str) -> Titled:
    why = f"{WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}."
    return Titled(name="", title=f"{what} is hidden", subtitle=why)
