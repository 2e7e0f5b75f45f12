"""Which settings of a contract the page shows as numbers, and how a person reads them."""

from dataclasses import dataclass
from typing import Final, Literal

from lib.domain.setting_values import NOT_SET, Between
from lib.domain.settings import SETTINGS, Setting
from lib.units import PENCE_PER_POUND

Scale = Literal["percent", "pounds", "plain"]

HUNDRED: Final = 100


@dataclass(frozen=True, kw_only=True)
class Field:
    """How one setting is shown."""

    key: str
    label: str
    scale: Scale
    step: float
    unit: str = ""
    help: str | None = None
    is_whole: bool = False

    @property
    def setting(self) -> Setting:
        """The setting."""
        return SETTINGS[self.key]

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that is possible, as a person reads it."""
        read = self.setting.read
        if not isinstance(read, Between):
            message = f"`{self.key}` lies between no ends: no field of numbers can show it."
            raise TypeError(message)
        by = HUNDRED if self.scale == "percent" else 1
        return self.number(round(read.least * by, 6)), self.number(round(read.most * by, 6))

    @property
    def possible(self) -> str:
        """The same in words, with the unit."""
        least, most = self.ends
        return f"{self.in_words(least)} to {self.in_words(most)}"

    @property
    def may_be_empty(self) -> bool:
        """Whether an empty field has a meaning: what the returns say."""
        try:
            self.setting.read(NOT_SET)
        except ValueError:
            return False
        return True

    @property
    def heading(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def name(self, end: str) -> str:
        """Name of a widget."""
        return f"{self.key} {end}"

    def number(self, value: float) -> float:
        """Give a number as the field holds it."""
        return int(value) if self.is_whole else float(value)

    def shown(self, value: float) -> float:
        """From storage (shares, pence) to what a person reads."""
        if self.scale == "percent":
            return round(value * HUNDRED, 6)
        if self.scale == "pounds":
            return round(value / PENCE_PER_POUND, 2)
        return self.number(value)

    def text(self, shown: float) -> str:
        """From what a person reads to the text of a setting: a share, pounds, a number."""
        value = round(shown / HUNDRED, 8) if self.scale == "percent" else shown
        return str(int(value)) if value == int(value) else str(value)

    def in_words(self, shown: float) -> str:
        """Write what a person reads with its unit."""
        sign = "−" if shown < 0 else ""
        size = f"{abs(shown):,.2f}".rstrip("0").rstrip(".")
        if self.scale == "percent":
            return f"{sign}{size}%"
        return f"{sign}£{size}" if self.scale == "pounds" else f"{sign}{size}"


PRICE: Final = (
    Field(key="discount", label="Discount on the average weekly cost", scale="percent", step=1.0,
          unit="%"),
    Field(key="price", label="Price of a bed a week", scale="pounds", step=50.0, unit="£"),
)  # fmt: skip
MONEY: Final = (
    Field(key="weekly_cost", label="Weekly cost of a child's other placement", scale="pounds",
          step=50.0, unit="£",
          help="What a week costs where the child would otherwise live."),
    Field(key="spot_change", label="Change of those costs against the returns", scale="percent",
          step=1.0, unit="%",
          help="How much dearer, or with a minus cheaper, those placements are once the contract "
          "runs."),
)  # fmt: skip
ONCE: Final = (
    Field(key="management", label="Management a year", scale="pounds", step=10_000.0, unit="£"),
    Field(key="transition", label="Setting up, once", scale="pounds", step=10_000.0, unit="£"),
    Field(key="spot_inflation", label="Other placements' costs rise a year", scale="percent",
          step=0.5, unit="%"),
    Field(key="block_inflation", label="The block price rises a year", scale="percent",
          step=0.5, unit="%"),
    Field(key="term_years", label="Term in years", scale="plain", step=1, is_whole=True),
)  # fmt: skip
GUARANTEED: Final = Field(
    key="guaranteed_share", label="Share of the beds that is guaranteed", scale="percent",
    step=5.0, unit="%", help="Paid for whether or not a child lives there.",
)  # fmt: skip
TARGET: Final = Field(
    key="target", label="Saving promised for a full year", scale="pounds", step=50_000.0, unit="£"
)
TIME: Final = (
    Field(key="opening_delay_months", label="Months that every home opens late", scale="plain",
          step=1.0),
)  # fmt: skip
BETWEEN: Final = Field(
    key="months_between_openings", label="Months between one home's opening and the next",
    scale="plain", step=1, is_whole=True,
)  # fmt: skip
COMING: Final = (
    Field(key="offered_share", label="Share of placements offered a block bed", scale="percent",
          step=1.0, unit="%",
          help="Of the placements of the contract's ages that begin, those whose child a block "
          "home would take."),
    Field(key="starts_a_year", label="Placements that begin in a year", scale="plain", step=5.0),
    Field(key="stay_weeks", label="Weeks that a placement lasts", scale="plain", step=1.0),
    Field(key="refill_gap_weeks", label="Weeks until a bed is filled again", scale="plain",
          step=0.5,
          help="From the day a child leaves until the next moves in: matching, visits, "
          "preparation. The bed is empty."),
    Field(key="local_anyway_share", label="Would have lived inside anyway", scale="percent",
          step=1.0, unit="%",
          help="Of the children in block beds, those who would have lived inside the footprint "
          "without the contract."),
)  # fmt: skip
OCCUPANCY: Final = Field(
    key="occupancy", label="Beds filled, if you set it", scale="percent", step=1.0, unit="%",
    help="Empty, it is worked out from who comes and how long they stay.",
)  # fmt: skip

RANGES: Final = (*PRICE, *MONEY, *TIME, *COMING)
SINGLES: Final = (*ONCE, GUARANTEED, TARGET, BETWEEN, OCCUPANCY)
EVERY: Final = {field.key: field for field in (*RANGES, *SINGLES)}


FEW: Final = 20
"""Below it a decimal tells."""

_UNITS: Final = {
    "stay_weeks": " weeks",
    "refill_gap_weeks": " weeks",
    "opening_delay_months": " months",
    "starts_a_year": " a year",
}


def ends_in_words(key: str, low: float, high: float) -> tuple[str, str]:
    """Write the two ends of a swing in the field's own unit."""
    field = next(one for one in RANGES if one.key == key)
    unit = _UNITS.get(key, "")
    if field.scale == "percent":
        low_said, high_said = (f"{HUNDRED * end:.0f}%".replace("-", "−") for end in (low, high))
        return low_said, high_said
    if field.scale == "pounds":
        return f"£{low:,.0f}", f"£{high:,.0f}"
    decimals = 1 if high < FEW else 0
    return f"{low:.{decimals}f}{unit}", f"{high:.{decimals}f}{unit}"


def label(key: str) -> str:
    """Give a setting's label on the page."""
    return EVERY[key].label if key in EVERY else SETTINGS[key].label
