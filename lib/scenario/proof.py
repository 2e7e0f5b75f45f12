"""The most children that any way of giving out the beds could bring inside, and why."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from lib.errors import MatchingError
from lib.scenario.bed_choices import BedChoices

_SOURCE = 0


@dataclass(frozen=True, kw_only=True)
class Proof:
    """
    The whole numbers of one sentence.

    "``brought_inside`` is the most that anyone can achieve: ``children_competing``
    children compete for the ``beds_competed_for`` beds they qualify for; the other
    ``children_served`` are all served." Only children who live outside today, and
    qualify for a bed, are counted. ``homes_competed_for`` are the homes of those beds, by
    number; they give every bed.
    """

    brought_inside: int
    children_competing: int
    beds_competed_for: int
    children_served: int
    homes_competed_for: tuple[int, ...]


def prove_most_inside(choices: BedChoices) -> Proof:
    """
    Find the most children who can be brought inside, by a greatest flow and its cut.

    Children flow from a source through homes, as many as there are beds, to a sink. The
    cut parts those still within reach of the source, who compete for the beds of the
    homes within reach, from the others. Whoever gets a bed is one of the others or fills
    one of those beds, so no way brings more inside; the flow brings as many.

    Raises
    ------
    MatchingError
        If the cut does not hold, checked in whole numbers on every run.
    """
    is_pair = choices.brings_inside == 1
    outside, child = np.unique(choices.child[is_pair], return_inverse=True)
    home = choices.home[is_pair]
    children, homes = len(outside), len(choices.beds)
    if not children:
        return Proof(
            brought_inside=0,
            children_competing=0,
            beds_competed_for=0,
            children_served=0,
            homes_competed_for=(),
        )
    beds = np.minimum(choices.beds, children)
    child_nodes = 1 + np.arange(children)
    home_nodes = 1 + children + np.arange(homes)
    sink = 1 + children + homes
    capacities = csr_array(
        (
            np.concatenate([np.ones(children + len(child), dtype=np.int64), beds]).astype(np.int32),
            (
                np.concatenate([np.full(children, _SOURCE), child_nodes[child], home_nodes]),
                np.concatenate([child_nodes, home_nodes[home], np.full(homes, sink)]),
            ),
        ),
        shape=(sink + 1, sink + 1),
    )
    flow = maximum_flow(capacities, _SOURCE, sink)
    unused = csr_array(capacities - flow.flow)
    unused.eliminate_zeros()
    is_in_reach = np.zeros(sink + 1, dtype=np.bool_)
    is_in_reach[breadth_first_order(unused, _SOURCE, return_predecessors=False)] = True
    competes, is_competed_for = is_in_reach[child_nodes], is_in_reach[home_nodes]
    proof = Proof(
        brought_inside=int(flow.flow_value),
        children_competing=int(competes.sum()),
        beds_competed_for=int(choices.beds[is_competed_for].sum()),
        children_served=int((~competes).sum()),
        homes_competed_for=tuple(np.flatnonzero(is_competed_for).tolist()),
    )
    compete_for_those_alone = is_competed_for[home[competes[child]]].all()
    most = proof.children_served + proof.beds_competed_for
    if not compete_for_those_alone or most != proof.brought_inside:
        message = (
            "The most children that the beds could bring inside cannot be proved. No figure "
            "is given. Please report this, with the version and the contract."
        )
        raise MatchingError(message)
    return proof
