"""Everything that others than officers can reach of one load, released as one set."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from weakref import WeakKeyDictionary

from lib.answer import tables
from lib.answer.loaded import Loaded
from lib.answer.shared.answers import Answer, answers_on_offer
from lib.answer.shared.attributes import kinds_of_children
from lib.answer.shared.links import compared, in_no_table, linked, partitions
from lib.answer.shared.order import groups_of, wanted, withheld
from lib.disclosure.kinds import counted
from lib.disclosure.protect import Protection
from lib.disclosure.release import release, told_by
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell

Sets: TypeAlias = Mapping[str, Mapping[str, Released]]
"""By the name of the preset, the own one first; then by the name of the table."""

_HEADLINE: WeakKeyDictionary[Loaded, Sets] = WeakKeyDictionary()
_WHOLE: WeakKeyDictionary[Loaded, Sets] = WeakKeyDictionary()


def headline_set(loaded: Loaded) -> Sets:
    """
    Release what the Overview shows of every contract on offer, once for each load.

    Of the partnership's own contract all of it; of each other one the children inside, of all
    areas together, and its proof.

    Returns
    -------
    Mapping
        Of each preset: ``areas, flows, proof, homes``.
    """
    if loaded not in _HEADLINE:
        answers = [replace(one, of_boroughs={}) for one in answers_on_offer(loaded)]
        _HEADLINE[loaded] = _by_preset(loaded, answers, _released(loaded, answers, settled={}))
    return _HEADLINE[loaded]


def whole_set(loaded: Loaded) -> Sets:
    """
    Release the tables of the Boroughs page too: what is settled for the Overview stays so.

    Returns
    -------
    Mapping
        As `headline_set`, and of the own contract ``groups, bands, retention, need``.
    """
    if loaded not in _WHOLE:
        answers = answers_on_offer(loaded)
        settled = {
            cell: is_shown
            for answer, before in zip(answers, headline_set(loaded).values(), strict=True)
            for one in answer.of_overview
            for cell, is_shown in told_by(before[one.name.removeprefix(answer.name)], one).items()
        }
        _WHOLE[loaded] = _by_preset(loaded, answers, _released(loaded, answers, settled=settled))
    return _WHOLE[loaded]


def _released(
    loaded: Loaded, answers: Sequence[Answer], *, settled: Mapping[Cell, bool]
) -> dict[str, Released]:
    return release(
        [one for answer in answers for one in answer.every],
        protection=_protection(loaded, answers, settled),
        footprint=loaded.footprint,
        audience=Audience.SHARED,
        is_invented=loaded.is_invented,
    )


def _protection(
    loaded: Loaded, answers: Sequence[Answer], settled: Mapping[Cell, bool]
) -> Protection:
    own = answers[0]
    kinds = kinds_of_children(
        loaded,
        own.placed,
        block_areas=own.block_areas,
        shown_flows=tables.shown_at_most(own.flows.table, loaded, Audience.SHARED),
    )
    links, unseen = linked(answers), in_no_table(own)
    return Protection(
        kinds=kinds,
        sums=links.sums,
        worked_out={
            **links.worked_out,
            **{cell: counted(whom, kinds) for cell, whom in unseen.items()},
        },
        whom=unseen,
        compared=[*compared(answers)],
        partitions=[*partitions(own)],
        wanted=[*wanted(answers, unseen)],
        withheld=frozenset(withheld(answers, loaded.footprint.smallest_shown_count)),
        group_of=dict(groups_of(own)),
        settled=settled,
    )


def _by_preset(loaded: Loaded, answers: Sequence[Answer], let_out: Mapping[str, Released]) -> Sets:
    """Give the tables of each preset the names that those of the own one have."""
    return {
        preset: {
            (plain := one.name.removeprefix(answer.name)): replace(let_out[one.name], name=plain)
            for one in answer.every
        }
        for preset, answer in zip(loaded.offered, answers, strict=True)
    }
