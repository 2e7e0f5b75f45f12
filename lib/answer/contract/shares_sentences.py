"""Fair shares in words, from released figures alone."""

from lib.answer.areas import TOTAL
from lib.answer.wording import listed
from lib.disclosure.released import Released


def shares(table: Released | None, names_alone: list[str]) -> str:
    """Say what the fair shares say, in one sentence."""
    if table is None:
        return (
            "Fair shares are shown for the partnership's own contract alone in this view: those "
            "of two contracts side by side could give small numbers away."
        )
    rows = [row for row in table.table.index if row != TOTAL]
    brought = {
        row: value
        for row in rows
        if (value := table.number(row, "children_inside_shapley")) is not None
    }
    if not brought:
        return "Fair shares are hidden: they come from small numbers."
    most = max(brought, key=lambda row: brought[row])
    losing = [
        table.text(row, "name")
        for row in rows
        if (value := table.number(row, "saving_pence_shapley")) is not None and value < 0
    ]
    loses = (
        f" With the fee of all beds carried in equal parts, {listed(losing)} would pay more than "
        "their children's placements would save."
        if losing
        else ""
    )
    alone = f" {listed(names_alone)} count together." if names_alone else ""
    return (
        f"{table.text(most, 'name')} adds most: about {brought[most]:.0f} of the children "
        f"brought inside.{loses}{alone}"
    )
