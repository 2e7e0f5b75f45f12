"""The views of a pack, asked of the returns without the app."""

from functools import cache
from typing import Final

from lib.answer.boroughs.question import all_boroughs, of_borough
from lib.answer.boroughs.view import BoroughsView
from lib.answer.contract.question import block_contract, forecast_fault
from lib.answer.contract.shares import contract_shares
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.answer.shared.presets import is_shown_by_area, said_as_on_offer
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_toml import contract_from_toml, contract_to_toml
from lib.errors import ConfigurationError
from lib.exports.packs.views import Views
from lib.maps.places import places

_ANY_AGES: Final = (0, 17)
"""A whole contract holds its own ages."""


def views_of(
    loaded: Loaded, *, contract: Contract, audience: Audience, group_key: str | None = None
) -> Views:
    """
    Answer for an audience; what takes long is worked out when a pack asks for it, once.

    Raises
    ------
    DisclosureError
        If the contract is none on offer, and others than officers ask.
    """
    # as a file will say it: whoever makes the file again reads it there
    contract = contract_from_toml(contract_to_toml(contract), ages=_ANY_AGES)
    contract = said_as_on_offer(contract, loaded, audience)
    fault = forecast_fault(contract, loaded.demand(contract))
    is_by_borough = is_shown_by_area(contract, loaded, audience)
    filtered_by = group_key if audience is Audience.OFFICERS else None

    @cache
    def every_borough(area_code: str | None) -> BoroughsView:
        return of_borough(every, area_code=area_code, group_key=filtered_by)

    @cache
    def forecast() -> ContractView | None:
        return None if fault else block_contract(loaded, contract=contract, audience=audience)

    if is_by_borough:
        every = all_boroughs(loaded, audience=audience, contract=contract, group_key=filtered_by)
        view = every.overview
    else:
        view = overview(loaded, audience=audience, contract=contract)

    @cache
    def shares() -> SharesView:
        try:
            return contract_shares(
                loaded, contract=contract, overview=view, coming=loaded.demand(contract)
            )
        except ConfigurationError as error:  # no weekly cost is known
            return SharesView(
                shares=None,
                title="What each authority brings cannot be worked out from these returns",
                sentence=str(error),
                fee_sentence="",
                hidden_sentence="",
                notes=(),
            )

    return Views(
        overview=view,
        contract=contract,
        own=loaded.own_contract,
        presets=loaded.presets,
        places=places(loaded.footprint),
        boroughs=every_borough if is_by_borough else None,
        forecast=forecast,
        why_not=fault,
        shares=shares,
    )
