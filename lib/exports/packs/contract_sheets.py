"""Sheets about a contract: its proof, its money, its risk, and who bears it."""

from dataclasses import replace

from lib.answer.areas import TOTAL
from lib.answer.contract.sentences import in_a_hundred, pounds, span
from lib.answer.contract.shares_sentences import saving_title
from lib.answer.contract.taken import taken
from lib.answer.contract.terms import in_one_line
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.sentences import beds_could_bring
from lib.answer.wording import listed
from lib.charts import contract as charts
from lib.disclosure.released import Audience
from lib.exports.briefing import Measure, Sheet
from lib.exports.packs import contract_tables
from lib.exports.packs.drawn import gauge_chart, inside_chart, saving_chart, swings_chart
from lib.exports.packs.views import Views
from lib.maps.figures import HIDDEN, figure


def of_contract(views: Views) -> Sheet:
    """Say what is bought, and what of it was changed from the partnership's own contract."""
    contract, view = views.contract, views.overview
    found = taken(contract, views.own)
    changed = [f"{one.what}: {one.value}, not {one.proposed}" for one in found if one.proposed]
    said = (f"Changed from “{views.own.name}”: {'; '.join(changed)}.",)
    return Sheet(
        title=f"{contract.name}: {in_one_line(contract)}",
        subtitle=f"What the figures are worked out for. {view.subtitle}",
        sentences=said if changed else (),
        tables=(contract_tables.bought(contract), contract_tables.block_homes(view)),
    )


def of_all_settings(views: Views) -> Sheet:
    """Give every value with its source, or the reason why it is assumed."""
    table = contract_tables.taken_for_granted(views.contract, views.own)
    return Sheet(
        title="What the contract takes for granted, and why",
        subtitle=views.overview.subtitle,
        tables=(replace(table, title=""),),
    )


def of_proof(views: Views, forecast: ContractView | None) -> Sheet:
    """Show that no way of giving out the beds does better, and who is left without one."""
    view = views.overview
    more = (forecast.bottleneck_sentence, forecast.rules_sentence) if forecast else ()
    return Sheet(
        title=beds_could_bring(view.proof),
        subtitle=f"Who gets the beds, given out as well as can be. {view.subtitle}",
        sentences=tuple(filter(None, (view.proof_sentence, *more))),
        tables=(contract_tables.proof(view),),
    )


def of_money(view: ContractView) -> Sheet:
    """Show what the contract saves or costs, month by month and year by year."""
    chart = charts.saving_by_month(view)
    return Sheet(
        title=chart.title,
        subtitle=view.overview.subtitle,
        sentences=(view.headline, *view.reasons[:2]),
        measures=_money(view),
        chart=saving_chart(view, chart),
        tables=(contract_tables.years(view),) if chart.draw else (),
        notes=(*_not_loaded(view), *(() if chart.draw else (chart.title, chart.subtitle))),
    )


def of_occupancy(view: ContractView) -> Sheet:
    """Show how full the beds must be, and would be."""
    chart = charts.gauge(view)
    return Sheet(
        title=chart.title,
        subtitle=chart.subtitle,
        sentences=(chart.said,) if chart.draw else (),
        chart=gauge_chart(view, chart),
        notes=_not_loaded(view),
    )


def of_inside(view: ContractView) -> Sheet:
    """Show how many of the children would live inside, month by month."""
    chart = charts.inside_by_month(view)
    return Sheet(
        title=chart.title,
        subtitle=chart.subtitle,
        sentences=(view.inside_sentence,),
        chart=inside_chart(view, chart),
        notes=_not_loaded(view),
    )


def of_risk(view: ContractView) -> Sheet:
    """Rank what moves the saving, and say what is luck."""
    chart = charts.what_moves_it(view)
    return Sheet(
        title=chart.title,
        subtitle=chart.subtitle,
        sentences=tuple(filter(None, (view.luck_sentence, view.order_sentence))),
        chart=swings_chart(view, chart),
        tables=(contract_tables.swings(view),) if chart.draw else (),
        notes=_not_loaded(view),
    )


def of_claim(view: ContractView) -> Sheet:
    """Hold the claim of 2018 against the figures."""
    target = pounds(view.contract.money.target_pence_per_year / 100)
    return Sheet(
        title=f"What {target} a year takes for granted",
        subtitle="The claim of 2018, held against the returns, the forecast and what is published",
        tables=(contract_tables.claim(view),),
    )


def of_shares(view: SharesView) -> list[Sheet]:
    """Show what each authority brings, one kind of share a sheet; miles stand on the page."""
    shown = view.shares
    subtitle = "Fair shares: what the beds could do as given out on the date, not the forecast"
    said = tuple(filter(None, (view.sentence, view.hidden_sentence)))
    if shown is None:
        return [Sheet(title=view.title, subtitle=subtitle, sentences=said)]
    is_shared = shown.audience is Audience.SHARED
    rounded = ("Rounded: parts may not add up to the total.",) if is_shared else ()
    of_children, of_pounds = (
        Sheet(
            title=title,
            subtitle=subtitle,
            tables=(contract_tables.shares(shown, game),),
            notes=rounded,
        )
        for game, title in {
            "children_inside": view.title,
            "saving_pence": saving_title(shown),
        }.items()
    )
    return [
        replace(of_children, sentences=said),
        replace(of_pounds, sentences=tuple(filter(None, (view.fee_sentence,)))),
    ]


def not_forecast(views: Views) -> Sheet:
    """Say why there is no forecast, in the place of money and risk."""
    return Sheet(
        title="Money and risk cannot be forecast from these returns",
        subtitle=views.overview.subtitle,
        sentences=(views.why_not,),
    )


def _money(view: ContractView) -> tuple[Measure, ...]:
    """Say the saving, the children inside and the chances, as the page's three cards do."""
    saving, term = span(view.figures, "saving_pounds"), span(view.figures, "term_saving_pounds")
    inside = span(view.figures, "children_inside")
    today = view.overview.boroughs.count(TOTAL, "today_in_footprint")
    loss, target = (
        view.single.number(key, "value") for key in ("chance_of_loss", "chance_of_target")
    )
    claimed = pounds(view.contract.money.target_pence_per_year / 100)
    years = view.contract.money.term_years
    found = []
    if saving is not None and term is not None:
        found.append(
            Measure(
                label="Saving in a full year",
                now=pounds(saving[1]),
                said=(
                    f"typically; {_to(saving)} in 8 of 10 runs",
                    f"Over {years} years: {pounds(term[1])}; {_to(term)}",
                    f"Claimed: {claimed}",
                ),
            )
        )
    if inside is not None and today is not None:
        low, high = round(inside[0]), round(inside[2])
        children = figure(view.overview.boroughs.table.at[TOTAL, "today_children"])
        found.append(
            Measure(
                label="Children inside the footprint",
                now=f"{today:,}",
                after=f"{low}" if low == high else f"{low} to {high}",
                said=(f"of {children} children, forecast for a full year",),
            )
        )
    if loss is not None and target is not None:
        found.append(
            Measure(
                label="Of 100 such years",
                now=f"{round(100 * loss)}",
                said=("make a loss", f"{in_a_hundred(target)} reach the promise of {claimed}"),
            )
        )
    return tuple(found) or (Measure(label="Saving in a full year", now=HIDDEN),)


def _to(found: tuple[float, float, float]) -> str:
    return f"{pounds(found[0])} to {pounds(found[2])}"


def _not_loaded(view: ContractView) -> tuple[str, ...]:
    """Say whose children no figure of the forecast counts."""
    names = view.overview.not_loaded
    if not names:
        return ()
    return (f"No return is loaded of {listed(names)}: none of their children is counted here.",)
