"""Everything that others than officers can reach of one load, released as one set."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from weakref import WeakKeyDictionary

from lib.answer import tables
from lib.answer.loaded import Loaded
from lib.answer.shared.answers import Answer, answers_on_offer
from lib.answer.shared.attributes import kinds_of_children
from lib.answer.shared.besides import known_besides
from lib.answer.shared.links import compared, in_no_table, linked, partitions
from lib.answer.shared.order import groups_of, wanted, withheld
from lib.disclosure.kinds import counted
from lib.disclosure.protect import Protection
from lib.disclosure.release import release
from lib.disclosure.released import Audience, Released

Sets: TypeAlias = Mapping[str, Mapping[str, Released]]
"""By the name of the preset, the own one first; then by the name of the table."""

_RELEASED: WeakKeyDictionary[Loaded, Sets] = WeakKeyDictionary()


def whole_set(loaded: Loaded) -> Sets:
    """
    Release what the Overview and the Boroughs page show of every contract on offer.

    Of the partnership's own contract all of it; of each other one the children inside, of all
    areas together, and its proof. Once for each load.

    Returns
    -------
    Mapping
        Of each preset: ``areas, flows, proof, homes``, and of the own contract ``groups, bands,
        retention, need``.
    """
    if loaded not in _RELEASED:
        answers = answers_on_offer(loaded)
        let_out = release(
            [one for answer in answers for one in answer.every],
            protection=protection(loaded, answers),
            footprint=loaded.footprint,
            audience=Audience.SHARED,
            is_invented=loaded.is_invented,
        )
        _RELEASED[loaded] = _by_preset(loaded, answers, let_out)
    return _RELEASED[loaded]


def protection(loaded: Loaded, answers: Sequence[Answer]) -> Protection:
    """Gather what a reader knows of the counts of the whole set, and what to keep."""
    own = answers[0]
    kinds = kinds_of_children(
        loaded,
        own.placed,
        own.has_bed,
        block_areas=own.block_areas,
        shown_flows=tables.shown_at_most(own.flows.table, loaded, Audience.SHARED),
    )
    links, unseen = linked(answers), in_no_table(own)
    besides = known_besides(answers, kinds)
    return Protection(
        kinds=kinds,
        sums=[*links.sums, *besides.sums],
        worked_out={
            **links.worked_out,
            **{cell: counted(of, kinds) for cell, of in unseen.items()},
            **besides.worked_out,
        },
        public=besides.public,
        unwatched=frozenset(besides.worked_out),
        whom={**unseen, **besides.whom},
        compared=[*compared(answers)],
        partitions=[*partitions(own)],
        wanted=[*wanted(answers, unseen)],
        withheld=frozenset(withheld(answers, loaded.footprint.smallest_shown_count)),
        group_of=dict(groups_of(own)),
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
