"""A pack put together: its sheets, what is true of all of them, and what it was made from."""

from dataclasses import replace
from hashlib import sha256
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.view import OverviewView
from lib.answer.wording import day, lower_first
from lib.disclosure.released import Audience, Released
from lib.domain.contract_toml import contract_to_toml
from lib.errors import ConfigurationError
from lib.exports.answer import marking
from lib.exports.briefing import LONGEST_NOTE, LONGEST_TITLE, Briefing, Sheet
from lib.exports.packs import contract_sheets, contract_tables, sheets, tables
from lib.exports.packs.link import link_to, map_view
from lib.exports.packs.views import PACK_NAMES, Chosen, Pack, Views
from lib.exports.plain_text import as_one_line
from lib.exports.trace import Trace
from lib.maps.picture import returns_in_words
from lib.maps.state import Mode, released
from lib.scenario.forecast import MODEL
from lib.sources.paths import GEODATA


def briefing(views: Views, chosen: Chosen) -> Briefing:
    """
    Make a pack of the answers.

    Raises
    ------
    ConfigurationError
        If an area is not there, a contract is not shown by borough, or a text is too long.
    DisclosureError
        If a table was not released for the audience.
    """
    view = views.overview
    chosen = _checked(views, chosen)
    found, used = _SHEETS[chosen.pack](views, chosen)
    found = _with_own_words(found, chosen)
    return Briefing(
        title=found[0].title,
        audience=view.audience,
        as_of=view.as_of,
        marking=marking(view),
        sheets=tuple(found),
        definitions=(*view.notes, *_of_rounding(view, chosen)),
        sources=_sources(view, is_short=chosen.pack is Pack.CABINET),
        trace=_trace(views, chosen),
        link=link_to(views, chosen),
        released=used,
    )


def _checked(views: Views, chosen: Chosen) -> Chosen:
    """Refuse what is not there; give the texts as one plain line each."""
    known = [str(code) for code in released(views.overview.boroughs).index if code != TOTAL]
    strange = [code for code in chosen.areas if code not in known]
    if strange:
        names = ", ".join(
            f"{code} ({views.overview.boroughs.text(code, 'name')})" for code in known
        )
        message = f"There is no borough {strange[0]!r} here. There are: {names}."
        raise ConfigurationError(message)
    if chosen.pack is Pack.BOROUGHS and views.boroughs is None:
        message = f"{tables.NOT_BY_BOROUGH} Choose another pack."
        raise ConfigurationError(message)
    most_areas = {Pack.CABINET: 1, Pack.CONTRACT: 0, Pack.DATA: 0}.get(chosen.pack)
    if most_areas is not None and len(chosen.areas) > most_areas:
        name = PACK_NAMES[chosen.pack].lower()
        which = "one borough, or of all" if most_areas else "all boroughs"
        message = f"The {name} is of {which}: choose the borough pack for some of them."
        raise ConfigurationError(message)
    title, note = as_one_line(chosen.title), as_one_line(chosen.note)
    for text, most, what in ((title, LONGEST_TITLE, "title"), (note, LONGEST_NOTE, "note")):
        if len(text) > most:
            message = f"The {what} has {len(text)} characters. At most {most} have room."
            raise ConfigurationError(message)
    return replace(chosen, title=title, note=note)


def _with_own_words(found: list[Sheet], chosen: Chosen) -> list[Sheet]:
    """Let what somebody wrote stand on the first sheet."""
    first, *others = found
    if chosen.title:
        first = replace(first, title=chosen.title)
    if chosen.note:
        first = replace(first, notes=(chosen.note, *first.notes))
    return [first, *others]


def _cabinet(views: Views, chosen: Chosen) -> tuple[list[Sheet], dict[str, Released]]:
    return [sheets.of_view(views, chosen)], _of_overview(views.overview)


def _boroughs(views: Views, chosen: Chosen) -> tuple[list[Sheet], dict[str, Released]]:
    rows = released(views.overview.boroughs).drop(index=TOTAL)
    areas = chosen.areas or tuple(map(str, rows.index[rows["is_loaded"].astype(bool)]))
    used = _of_overview(views.overview)
    if views.boroughs is not None:
        view = views.boroughs(None)
        used |= {"bands": view.bands, "retention": view.retention, "need": view.need}
    return [sheets.of_borough(views, area) for area in areas], used


def _contract(views: Views, _: Chosen) -> tuple[list[Sheet], dict[str, Released]]:
    forecast, shares = views.forecast(), views.shares()
    used = _of_overview(views.overview)
    found = [sheets.of_today(views, Mode.TODAY)]
    if views.boroughs is not None and views.overview.has_ages:
        found.append(sheets.of_today(views, Mode.WITH_CONTRACT))
    found += [contract_sheets.of_contract(views), contract_sheets.of_proof(views, forecast)]
    if forecast is None:
        found.append(contract_sheets.not_forecast(views))
    else:
        found += [
            contract_sheets.of_money(forecast),
            contract_sheets.of_inside(forecast),
            contract_sheets.of_occupancy(forecast),
            contract_sheets.of_risk(forecast),
            contract_sheets.of_claim(forecast),
        ]
        used |= {
            "forecast": forecast.figures,
            "chances": forecast.single,
            "months": forecast.months,
            "years": forecast.years,
            "swings": forecast.swings,
            "claim": forecast.claim,
        }
    found += contract_sheets.of_shares(shares)
    if shares.shares is not None:
        used["shares"] = shares.shares
    found += [sheets.not_known(views.overview), contract_sheets.of_all_settings(views)]
    return found, used


def _data(views: Views, _: Chosen) -> tuple[list[Sheet], dict[str, Released]]:
    view = views.overview
    used = _of_overview(view)
    shown = [tables.boroughs(view), tables.other_measures(view)]
    if views.boroughs is not None:
        every = views.boroughs(None)
        shown += [tables.bands(every, TOTAL), tables.groups(every)]
        used |= {
            "bands": every.bands,
            "retention": every.retention,
            "need": every.need,
            "groups": every.by_group,
        }
    shown += [tables.flows(view), tables.homes(view), contract_tables.proof(view)]
    return sheets.of_tables(view, shown), used


_SHEETS: Final = {
    Pack.CABINET: _cabinet,
    Pack.BOROUGHS: _boroughs,
    Pack.CONTRACT: _contract,
    Pack.DATA: _data,
}


def _of_overview(view: OverviewView) -> dict[str, Released]:
    return {
        "measures": view.measures,
        "boroughs": view.boroughs,
        "flows": view.flows,
        "homes": view.homes,
        "proof": view.proof,
    }


def _of_rounding(view: OverviewView, chosen: Chosen) -> tuple[str, ...]:
    """Say why figures of money differ from those of another audience."""
    if view.audience is Audience.OFFICERS or chosen.pack in (Pack.BOROUGHS, Pack.DATA):
        return ()
    said = (
        "Forecasts in the shared view are made from rounded costs and told to the nearest £10,000 "
        "and whole per cent: those in the officers' view differ, most where a figure is small."
    )
    return (said,)


def _sources(view: OverviewView, *, is_short: bool) -> tuple[str, ...]:
    """Name the sources; on an only page in one sentence, and where they all stand."""
    returns = f"{returns_in_words(view)}, {day(view.as_of)}"
    if not is_short:
        return (f"{returns}.", *view.sources)
    said = (
        f"Sources: {lower_first(returns)}; Office for National Statistics, Ofsted, Department for "
        "Education. Contains public sector information licensed under the Open Government Licence "
        "v3.0. All sources and their licences stand on the page Methods."
    )
    return (said,)


def _trace(views: Views, chosen: Chosen) -> Trace:
    view = views.overview
    return Trace(
        pack=chosen.pack,
        audience=view.audience,
        as_of=view.as_of.isoformat(),
        data_sha256=view.data_hash,
        reference_sha256=sha256((GEODATA / "sources.toml").read_bytes()).hexdigest(),
        model=MODEL,
        contract=contract_to_toml(
            views.contract
            if view.audience is Audience.OFFICERS
            else views.contract.without_places()
        ),
        areas=chosen.areas,
        group=chosen.group_key or "",
        map_view=map_view(chosen.opening),
        title=chosen.title,
        note=chosen.note,
    )
