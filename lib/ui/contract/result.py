"""What a contract would do: the quick answer first, then the range, its reasons, its charts."""

from collections.abc import Callable, Hashable
from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.contract.sentences import (
    in_a_hundred,
    percent,
    pounds,
    span,
)
from lib.answer.contract.sentences import quick as in_words
from lib.answer.contract.shown_settings import label
from lib.answer.contract.view import ContractView
from lib.charts import contract as charts
from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN, figure
from lib.ui.contract import drawn
from lib.ui.contract.titled import titled
from lib.ui.markup import bullets, details, element, paragraphs, table, text

_FROM_ROUNDED: Final = (
    "Shared view: worked out from rounded costs, so that no child can be told from them. Officers' "
    "figures differ, most where they are small."
)

_DIMMED: Final = """<style>
[data-testid="stMainBlockContainer"] :has(.st-key-first-answer) ~ * {
  opacity: 0.3; transition: none;
}
</style>"""
"""
While a new answer is worked out, no figure of the one before passes for it: at once, where
Streamlit takes a second and a half.

It comes and goes with the first answer. Kept with the style of every page, it has the browser
search each element of each page for one, again and again.
"""


def worked_out(
    quick: Released, work_out: Callable[[Callable[[float], object]], ContractView]
) -> ContractView:
    """
    Show the quick answer while the range is worked out.

    Parameters
    ----------
    work_out
        Takes whom to tell the share that is done; gives the answer.
    """
    place = st.empty()
    with place.container(key="first-answer"):
        st.html(
            element("h1", text(in_words(quick)), of="cth-headline")
            + paragraphs(("A first answer; the range follows.",), of="cth-support")
            + _DIMMED
        )
        bar = st.progress(0.0, text="Working out the range: 10,000 runs")
        view = work_out(
            lambda share: bar.progress(share, text="Working out the range: 10,000 runs")
        )
    place.empty()
    return view


def headline(view: ContractView) -> None:
    """One sentence, one range, one reason; for others than officers, why theirs differ."""
    is_shared = view.overview.audience is Audience.SHARED
    st.html(
        element("h1", text(view.headline), of="cth-headline")
        + (element("p", text(_FROM_ROUNDED), of="cth-quiet") if is_shared else "")
        + element("div", paragraphs(view.reasons), of="cth-support")
    )


def figures(view: ContractView) -> None:
    """Claim, ceiling and forecast side by side, and chances as a hundred squares."""
    st.html(
        '<div class="cth-measures cth-three">'
        + _card("Saving in a full year", _claim_ceiling_forecast(view))
        + _card("Children inside the footprint", _children(view))
        + _card("Out of 100 such years", _hundred(view.single))
        + "</div>"
    )


def gauge(view: ContractView) -> None:
    """How full the beds must be, and would be."""
    _chart(view, charts.gauge(view))


def saving_by_month(view: ContractView) -> None:
    """The fan of the saving, and the same as a table by year."""
    if _chart(view, charts.saving_by_month(view)):
        st.html(details("Year by year, as a table", _years(view.years)))


def inside_by_month(view: ContractView) -> None:
    """The share of the children inside, by month."""
    if _chart(view, charts.inside_by_month(view), view.inside_sentence):
        st.html(details("Share inside year by year, as a table", _inside_by_year(view.years)))


def what_moves_it(view: ContractView) -> None:
    """Rank what moves the saving, and part what is not known from luck."""
    if not _chart(view, charts.what_moves_it(view)):
        return
    st.html(paragraphs((view.luck_sentence, view.order_sentence)))
    st.html(
        details(
            "What moves it, as a table",
            table(
                [
                    [
                        text(label(key)),
                        f"{low} to {high}",
                        _money(view.swings, key, "low_pounds"),
                        _money(view.swings, key, "high_pounds"),
                    ]
                    for key, (low, high) in charts.ends_of_swings(view).items()
                ],
                heads=(
                    "Figure",
                    "Lowest to highest tenth",
                    "Saving where low",
                    "Saving where high",
                ),
                caption="Average saving in the full year, the widest swing first",
                numbers_from=2,
            ),
        )
    )


def _chart(view: ContractView, chart: charts.Titled, *sentences: str) -> bool:
    """Show a chart beneath its words; tell whether it could be drawn."""
    titled(chart.title, chart.subtitle)
    if sentences:
        st.html(paragraphs(sentences))
    if chart.draw is None:
        return False
    drawn.show(view, chart.name, chart.draw)
    return True


def assumptions(view: ContractView) -> None:
    """Every setting with its source, or as an assumption with its reason."""
    made_with = (
        f"{view.runs_made:,} runs, seed {view.seed}, model of {view.model}, returns "
        f"{view.overview.data_hash[:12]}: the same four give the same figures."
    )
    said = bullets(view.notes) + paragraphs((made_with,))
    notes = details("What this contract assumes, and why", said)
    st.html(element("div", notes, of="cth-measured"))


def _claim_ceiling_forecast(view: ContractView) -> str:
    saving, term = span(view.figures, "saving_pounds"), span(view.figures, "term_saving_pounds")
    full = span(view.figures, "full_beds_saving_pounds")
    average = view.single.number("mean_saving_pounds", "value")
    loss = view.single.number("chance_of_term_loss", "value")
    if saving is None or term is None or full is None or average is None or loss is None:
        return _withheld()
    target = pounds(view.contract.money.target_pence_per_year / 100)
    years = view.contract.money.term_years
    return (
        f'<p class="cth-figure">{text(pounds(saving[1]))}</p>'
        f"<p>typically; {_to(saving)} in 8 of 10 runs; {text(pounds(average))} on average</p>"
        f"<p>Over all {years} years: {text(pounds(term[1]))} typically, {_to(term)}; "
        f"{text(in_a_hundred(loss))} lose money</p>"
        f'<p class="cth-quiet">With every bed full all year: {_to(full)}. Claimed: {target}.</p>'
    )


def _to(found: tuple[float, float, float]) -> str:
    return f"{text(pounds(found[0]))} to {text(pounds(found[2]))}"


def _children(view: ContractView) -> str:
    found = span(view.figures, "children_inside")
    today = view.overview.boroughs.count(TOTAL, "today_in_footprint")
    most = view.overview.proof.count("with_contract", "children_inside")
    if found is None or today is None:
        return _withheld()
    low, high = round(found[0]), round(found[2])
    between = f"{low}" if low == high else f"{low} to {high}"
    ceiling = f"The beds allow {most:,} at most. " if most is not None else ""
    return (
        f'<p class="cth-figure">{today:,}<span class="cth-after">'
        '<span class="cth-arrow" aria-hidden="true"></span>'
        f'<span class="cth-read"> today, forecast </span>{between}</span></p>'
        f"<p>of {figure(view.overview.boroughs.table.at[TOTAL, 'today_children'])} children, "
        "forecast for a full year</p>"
        f'<p class="cth-quiet">{ceiling}Others use places too.</p>'
    )


def _hundred(single: Released) -> str:
    loss, target = (single.number(key, "value") for key in ("chance_of_loss", "chance_of_target"))
    if loss is None or target is None:
        return _withheld()
    losing, reaching = round(100 * loss), round(100 * target)
    kinds = ["is-loss"] * losing + ["is-saving"] * (100 - losing - reaching)
    kinds += ["is-target"] * reaching
    squares = "".join(f'<i class="{kind}"></i>' for kind in kinds)
    return (
        f'<div class="cth-hundred" aria-hidden="true">{squares}</div>'
        f'<p><i class="cth-square is-loss"></i> {text(in_a_hundred(loss))} make a loss</p>'
        f'<p><i class="cth-square is-target"></i> {text(in_a_hundred(target))} reach the promise; '
        '<i class="cth-square is-saving"></i> the others save less</p>'
    )


def _card(title: str, content: str) -> str:
    return f'<section class="cth-measure"><h2>{title}</h2>{content}</section>'


def _withheld() -> str:
    return f'<p class="cth-figure is-hidden">{HIDDEN}</p>'


def _years(years: Released) -> str:
    return table(
        [
            [
                f"Year {row}",
                *(
                    _money(years, row, f"saving_pounds_{key}")
                    for key in ("p10", "p50", "p90")
                ),
                _money(years, row, "empty_pounds_p50"),
                HIDDEN
                if years.is_hidden(row, "occupancy_p50")
                else percent(years.number(row, "occupancy_p50") or 0),
            ]
            for row in years.table.index
        ],
        heads=(
            "Contract year", "Saving, lowest tenth", "Middle", "Highest tenth",
            "Paid for empty beds, middle", "Beds filled, middle",
        ),
        caption="Each year of the contract; setting up falls into the first",
    )  # fmt: skip


def _inside_by_year(years: Released) -> str:
    return table(
        [
            [
                f"Year {row}",
                *(
                    HIDDEN
                    if years.is_hidden(row, f"inside_share_{key}")
                    else percent(years.number(row, f"inside_share_{key}") or 0)
                    for key in ("p10", "p50", "p90")
                ),
            ]
            for row in years.table.index
        ],
        heads=("Contract year", "Lowest tenth", "Middle", "Highest tenth"),
        caption="Share of the children who live inside, mean of each year",
    )


def _money(shown: Released, row: Hashable, column: str) -> str:
    value = shown.number(row, column)
    return HIDDEN if value is None else pounds(value)
