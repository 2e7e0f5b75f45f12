"""Settings of a contract as plain fields: a number, or lowest, most likely and highest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from lib.domain.contract import Contract
from lib.domain.ranges import Range
from lib.domain.setting_values import NOT_SET
from lib.domain.settings import SETTINGS, Setting
from lib.units import PENCE_PER_POUND

Scale = Literal["percent", "pounds", "plain"]

_ENDS: Final = ("lowest", "most likely", "highest")
_HUNDRED: Final = 100
FEW: Final = 20
"""Below it a decimal tells."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """How one setting is shown."""

    key: str
    label: str
    scale: Scale
    step: float
    unit: str = ""

    @property
    def setting(self) -> Setting:
        """The setting."""
        return SETTINGS[self.key]

    def name(self, end: str) -> str:
        """Name of a widget."""
        return f"{self.key} {end}"

    def shown(self, value: float) -> float:
        """From storage (shares, pence) to what a person reads."""
        if self.scale == "percent":
            return round(value * _HUNDRED, 6)
        if self.scale == "pounds":
            return round(value / PENCE_PER_POUND, 2)
        return float(value)

    def text(self, shown: float) -> str:
        """From what a person reads to the text of a setting: a share, pounds, a number."""
        value = round(shown / _HUNDRED, 8) if self.scale == "percent" else shown
        return str(int(value)) if value == int(value) else str(value)


PRICE: Final = (
    Field(key="discount", label="Discount on the average weekly cost", scale="percent", step=1.0,
          unit="%"),
    Field(key="price", label="Price of a bed a week", scale="pounds", step=50.0, unit="£"),
)  # fmt: skip
MONEY: Final = (
    Field(key="weekly_cost", label="Weekly cost of a child's other placement", scale="pounds",
          step=50.0, unit="£"),
    Field(key="spot_change", label="Change of those costs against the returns", scale="percent",
          step=1.0, unit="%"),
)  # fmt: skip
ONCE: Final = (
    Field(key="management", label="Management a year", scale="pounds", step=10_000.0, unit="£"),
    Field(key="transition", label="Setting up, once", scale="pounds", step=10_000.0, unit="£"),
    Field(key="spot_inflation", label="Other placements' costs rise a year", scale="percent",
          step=0.5, unit="%"),
    Field(key="block_inflation", label="The block price rises a year", scale="percent",
          step=0.5, unit="%"),
    Field(key="term_years", label="Term in years", scale="plain", step=1.0),
)  # fmt: skip
TIME: Final = (
    Field(key="opening_delay_months", label="Months that every home opens late", scale="plain",
          step=1.0),
)  # fmt: skip
BETWEEN: Final = Field(
    key="months_between_openings", label="Months between one home's opening and the next",
    scale="plain", step=1.0,
)  # fmt: skip
COMING: Final = (
    Field(key="offered_share", label="Share of placements offered a block bed", scale="percent",
          step=1.0, unit="%"),
    Field(key="starts_a_year", label="Placements that begin in a year", scale="plain", step=5.0),
    Field(key="stay_weeks", label="Weeks that a placement lasts", scale="plain", step=1.0),
    Field(key="refill_gap_weeks", label="Weeks until a bed is filled again", scale="plain",
          step=0.5),
    Field(key="local_anyway_share", label="Would have lived inside anyway", scale="percent",
          step=1.0, unit="%"),
)  # fmt: skip
OCCUPANCY: Final = Field(
    key="occupancy", label="Beds filled, if you set it", scale="percent", step=1.0, unit="%"
)

RANGES: Final = (*PRICE, *MONEY, *TIME, *COMING)
SINGLES: Final = (*ONCE, BETWEEN, OCCUPANCY)


def fill(contract: Contract) -> None:
    """Give every field the contract's value."""
    for field in RANGES:
        value = contract.value(field.setting)
        for end, part in zip(_ENDS, _parts(value), strict=True):
            st.session_state[field.name(end)] = None if part is None else field.shown(part)
    for field in SINGLES:
        one = contract.value(field.setting)
        st.session_state[field.name("")] = (
            None if one is None else field.shown(float(one))  # type: ignore[arg-type]  # a number
        )


def _parts(value: object) -> tuple[float | None, float | None, float | None]:
    if isinstance(value, Range):
        return value.low, value.likely, value.high
    return None, None, None


def range_field(field: Field, *, otherwise: Range | None = None) -> None:
    """
    Ask for lowest, most likely and highest.

    Parameters
    ----------
    otherwise
        What the returns say, shown where the field is empty.
    """
    st.markdown(f"**{field.label}**{f' ({field.unit})' if field.unit else ''}")
    shown = _parts(otherwise)
    with st.container(horizontal=True, gap="xsmall", key=f"range-{field.key}"):
        for end, part in zip(_ENDS, shown, strict=True):
            st.number_input(
                end.capitalize(),
                value=None,
                key=field.name(end),
                step=field.step,
                format="%g",
                placeholder="" if part is None else _in_grey(field.shown(part)),
                width=108,
            )


def _in_grey(value: float) -> str:
    return f"{value:.0f}" if value >= FEW else f"{value:.1f}"


def single_field(field: Field, *, placeholder: str = "") -> None:
    """Ask for one number."""
    st.number_input(
        f"{field.label}{f' ({field.unit})' if field.unit else ''}",
        value=None,
        key=field.name(""),
        step=field.step,
        format="%g",
        placeholder=placeholder,
    )


def told(base: Contract) -> dict[str, str]:
    """Give the fields that differ from a contract, as texts by key."""
    texts = {field.key: _text_of_range(field) for field in RANGES}
    texts |= {field.key: _text_of_single(field, base) for field in SINGLES}
    return {
        key: text
        for key, text in texts.items()
        if text is not None and not _says(text, SETTINGS[key], base)
    }


def _says(text: str, setting: Setting, base: Contract) -> bool:
    """Whether a text is what the contract says already; what cannot be read is not."""
    try:
        return bool(setting.read(text) == base.value(setting))
    except ValueError:
        return False


def _text_of_range(field: Field) -> str | None:
    low, likely, high = (st.session_state.get(field.name(end)) for end in _ENDS)
    if low is None and likely is None and high is None:
        return NOT_SET if _may_be_unset(field) else None
    middle = next(part for part in (likely, low, high) if part is not None)
    parts = [field.text(middle if part is None else part) for part in (low, likely, high)]
    return parts[0] if len(set(parts)) == 1 else "/".join(parts)


def _text_of_single(field: Field, base: Contract) -> str | None:
    value = st.session_state.get(field.name(""))
    if value is None:
        return NOT_SET if base.value(field.setting) is None or _may_be_unset(field) else None
    return field.text(value)


def _may_be_unset(field: Field) -> bool:
    """Whether an empty field has a meaning: what the returns say."""
    try:
        field.setting.read(NOT_SET)
    except ValueError:
        return False
    return True


def ends_in_words(key: str, low: float, high: float, names: Mapping[str, str]) -> tuple[str, str]:
    """Write the two ends of a swing in the field's own unit."""
    field = next(one for one in RANGES if one.key == key)
    unit = names.get(key, "")
    if field.scale == "percent":
        return f"{_HUNDRED * low:.0f}%", f"{_HUNDRED * high:.0f}%"
    if field.scale == "pounds":
        return f"£{low:,.0f}", f"£{high:,.0f}"
    decimals = 1 if high < FEW else 0
    return f"{low:.{decimals}f}{unit}", f"{high:.{decimals}f}{unit}"


def label(key: str) -> str:
    """Give a setting's label on the page."""
    return next((one.label for one in RANGES if one.key == key), SETTINGS[key].label)
