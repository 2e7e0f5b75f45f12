"""Each chart draws the released figures it is given, says so in words, and runs no text."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest

from lib.charts.fan import inside_fan, saving_fan
from lib.charts.gauge import break_even_gauge
from lib.charts.style import BODY_PX, POUNDS, palette_of
from lib.charts.swings import MOST, swing_bars
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError
from tests.fixtures.placed_children import FOOTPRINT

LIGHT, DARK = palette_of(is_dark=False), palette_of(is_dark=True)
SAID = "It pays once more than 80% of the beds are filled."
HOSTILE = "</script><img src=x onerror=alert(1)>`${1}`=1+1 {{x}} datum.value"


def let_out(
    name: str,
    table: pd.DataFrame,
    *,
    behind: int = 100,
    few: tuple[object, ...] = (),
    audience: Audience = Audience.OFFICERS,
) -> Released:
    """Release a table whose figures come from so many children, in a few rows from three."""
    figures = [str(column) for column in table.columns if column not in ("label", "name")]
    counted = table.assign(behind=[3 if row in few else behind for row in table.index])
    return release(
        [
            Unreleased(
                name=name,
                table=counted.astype({"behind": "Int64"}),
                counts=("behind",),
                made_from=dict.fromkeys(figures, ("behind",)),
            )
        ],
        protection=Protection(),
        footprint=FOOTPRINT,
        audience=audience,
        is_invented=True,
    )[name]


def months(**how: Any) -> Released:
    rows = range(1, 49)
    table = pd.DataFrame(
        {
            f"{figure}_{key}": [float(size * (row - 24) + at) for row in rows]
            for figure, size in (("saving_pounds", 1_000), ("total_pounds", 50_000))
            for at, key in enumerate(("p10", "p50", "p90"))
        }
        | {
            f"inside_share_{key}": [0.3 + 0.001 * row + 0.05 * at for row in rows]
            for at, key in enumerate(("p10", "p50", "p90"))
        },
        index=list(rows),
    )
    return let_out("months", table, **how)


def areas(share: float | None = 33) -> Released:
    table = pd.DataFrame({"today_in_footprint_share": pd.array([share], "Float64")}, ["total"])
    return let_out("areas", table)


def swings(**how: Any) -> Released:
    table = pd.DataFrame(
        {
            "label": [HOSTILE, "Discount", *(f"Other {at}" for at in range(6))],
            "low": [0.15, 0.05, *(1.0,) * 6],
            "high": [0.4, 0.25, *(2.0,) * 6],
            "low_pounds": [-700_000.0, 400_000.0, *(1_000.0 * at for at in range(6))],
            "high_pounds": [740_000.0, 100_000.0, *(9_000.0,) * 6],
        },
        index=["offered_share", "discount", *(f"other_{at}" for at in range(6))],
    )
    return let_out("swings", table, **how)


ENDS = {
    key: (f"low {key} {HOSTILE}", f"high {key}")
    for key in ("offered_share", "discount", *(f"other_{at}" for at in range(6)))
}

LABELS = {**{key: f"Other {key}" for key in ENDS}, "offered_share": HOSTILE, "discount": "Discount"}


def figures(break_even: tuple[float | None, ...] = (0.75, 0.8, 0.85), **how: Any) -> Released:
    table = pd.DataFrame(
        [(0.7, 0.88, 0.93), break_even],
        columns=["p10", "p50", "p90"],
        index=["occupancy", "break_even_occupancy"],
    ).astype("Float64")
    return let_out("figures", table, **how)


def fan(table: Released, **look: Any) -> alt.Chart:
    given = {"figure": "saving_pounds", "full_year": (34, 45), "palette": LIGHT, "said": SAID}
    return saving_fan(table, **{**given, **look})


def gauge(over: Released, **look: Any) -> alt.Chart:
    given = {"sector": (0.8, 0.85), "palette": LIGHT, "said": SAID}
    return break_even_gauge(over, **{**given, **look})


def bars(table: Released, **look: Any) -> alt.Chart:
    given = {"labels": LABELS, "average": 20_000.0, "palette": LIGHT, "said": SAID}
    return swing_bars(table, ENDS, **{**given, **look})


CHARTS: dict[str, Callable[..., alt.Chart]] = {
    "fan": lambda **look: fan(months(), **look),
    "inside": lambda **look: inside_fan(
        months(), areas(), **{"palette": LIGHT, "said": SAID, **look}
    ),
    "gauge": lambda **look: gauge(figures(), **look),
    "swings": lambda **look: bars(swings(), **look),
}


def drawn(chart: alt.Chart) -> dict[str, Any]:
    """Its specification, held against Vega-Lite's schema, as strict JSON that a browser reads."""
    specification: dict[str, Any] = json.loads(json.dumps(chart.to_dict(), allow_nan=False))
    return specification


def rows(chart: alt.Chart, *columns: str) -> list[dict[str, Any]]:
    """The rows of its data that have all of these columns."""
    return [
        row
        for table in drawn(chart)["datasets"].values()
        for row in table
        if set(columns) <= row.keys()
    ]


def texts(part: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a specification, with where it stands."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from texts(value, (*path, str(key)))
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, path)
    elif isinstance(part, str):
        yield path, part


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_valid_says_what_it_shows_and_can_be_read(
    chart: Callable[..., alt.Chart], palette: Any
) -> None:
    made = drawn(chart(palette=palette))
    assert made["description"] == SAID
    assert made["config"]["axis"]["labelFontSize"] >= 15
    assert made["config"]["text"]["fontSize"] == BODY_PX
    assert made["config"]["background"] == "transparent"
    assert made["config"]["axis"]["labelColor"] == palette.text


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_no_text_is_run_as_an_expression(chart: Callable[..., alt.Chart]) -> None:
    for path, text in texts(drawn(chart(said=HOSTILE))):
        if HOSTILE in text:
            assert path[0] == "datasets" or path == ("description",)
        if path[-1] in {"labelExpr", "expr", "signal", "test", "calculate", "filter"}:
            assert text in {POUNDS, "(datum.from + datum.to) / 2"}
        assert path[-1] not in {"url", "href"}


@pytest.mark.parametrize(
    "draw",
    [
        lambda: fan(pd.DataFrame()),  # type: ignore[arg-type]  # on purpose
        lambda: inside_fan(pd.DataFrame(), areas(), palette=LIGHT, said=SAID),  # type: ignore[arg-type]
        lambda: inside_fan(months(), pd.DataFrame(), palette=LIGHT, said=SAID),  # type: ignore[arg-type]
        lambda: gauge(pd.DataFrame()),  # type: ignore[arg-type]
        lambda: bars(pd.DataFrame()),  # type: ignore[arg-type]
    ],
)
def test_a_chart_takes_released_tables_and_nothing_else(draw: Callable[[], alt.Chart]) -> None:
    with pytest.raises(DisclosureError, match="has not been released"):
        draw()


@pytest.mark.parametrize("figure", ["saving_pounds", "total_pounds"])
def test_the_fan_draws_each_month_that_it_is_given(figure: str) -> None:
    table = months()
    found = {row["month"]: row for row in rows(fan(table, figure=figure), "month", "p10")}
    assert list(found) == list(range(1, 49))
    for month, row in found.items():
        for key in ("p10", "p50", "p90"):
            assert row[key] == table.number(month, f"{figure}_{key}")
    assert found[48]["said"].startswith("£") or figure == "saving_pounds"
    assert found[1]["said"].startswith("−£")


def test_the_full_year_is_marked_from_its_first_month_to_its_last() -> None:
    (band,) = rows(fan(months(), full_year=(34, 45)), "from", "to")
    assert (band["from"], band["to"]) == (33.5, 45.5)


def test_the_share_inside_is_drawn_against_todays() -> None:
    chart = inside_fan(months(), areas(33), palette=LIGHT, said=SAID)
    assert [row["today"] for row in rows(chart, "today")] == [pytest.approx(0.33)]
    assert len(rows(chart, "p50")) == 48
    assert not [row for row in rows(chart, "p50") if "£" in json.dumps(row)]
    without = inside_fan(months(), areas(None), palette=LIGHT, said=SAID)
    assert rows(without, "today") == []


def test_months_that_are_hidden_are_not_drawn_and_not_written() -> None:
    table = months(few=(1, 2, 3), audience=Audience.SHARED)
    for chart in (fan(table), inside_fan(table, areas(), palette=LIGHT, said=SAID)):
        assert [row["month"] for row in rows(chart, "p50")] == list(range(4, 49))
        assert "nan" not in json.dumps(drawn(chart)).lower()
    nothing = months(behind=3, audience=Audience.SHARED)
    assert rows(fan(nothing), "p50") == []


def zones_of(chart: alt.Chart) -> dict[str, tuple[float, float]]:
    return {row["kind"]: (row["from"], row["to"]) for row in rows(chart, "kind")}


def test_the_gauge_parts_loss_from_saving_where_it_breaks_even() -> None:
    chart = gauge(figures())
    zones = zones_of(chart)
    assert zones == {"makes a loss": (0, 0.75), "either": (0.75, 0.85), "saves": (0.85, 1)}
    (forecast,) = rows(chart, "low")
    assert (forecast["low"], forecast["middle"], forecast["high"]) == (0.7, 0.88, 0.93)
    assert forecast["text"] == "forecast 70% to 93%"


@pytest.mark.parametrize(("break_even", "losing"), [(None, 1), (0, 0), (1, 1)])
def test_a_contract_that_never_or_always_pays_has_one_zone(
    break_even: float | None, losing: float
) -> None:
    zones = zones_of(gauge(figures((break_even,) * 3)))
    assert zones["makes a loss"] == (0, losing)
    assert zones["either"] == (losing, losing)
    assert zones["saves"] == (losing, 1)


def test_where_at_worst_no_bed_would_do_nothing_is_sure_to_save() -> None:
    zones = zones_of(gauge(figures((0.75, 0.9, None))))
    assert zones == {"makes a loss": (0, 0.75), "either": (0.75, 1), "saves": (1, 1)}


def test_a_forecast_that_is_hidden_is_not_drawn() -> None:
    hidden = figures(behind=3, audience=Audience.SHARED)
    assert rows(gauge(hidden), "low") == []


def test_a_bar_reaches_from_the_smaller_saving_to_the_larger() -> None:
    found = rows(bars(swings()), "left")
    assert len(found) == MOST
    rises, falls, *_ = found
    assert (rises["left"], rises["right"]) == (-700_000, 740_000)
    assert rises["at_left"].startswith("low offered_share")
    assert rises["at_right"] == "high offered_share"
    # a bigger discount's saving is the smaller here: its high end stands on the left
    assert (falls["left"], falls["right"]) == (100_000, 400_000)
    assert falls["at_left"] == "high discount"
    assert falls["at_right"].startswith("low discount")
    assert [row["label"] for row in found][:2] == [HOSTILE, "Discount"], "the widest first"


def test_what_moves_it_is_not_drawn_where_it_is_hidden() -> None:
    some = swings(few=("offered_share",), audience=Audience.SHARED)
    assert rows(bars(some), "left")[0]["label"] == "Discount"
    assert rows(bars(swings(behind=3, audience=Audience.SHARED)), "left") == []
