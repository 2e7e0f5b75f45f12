"""Coordinate systems, conversions and statutory constants."""

from typing import Final

BRITISH_NATIONAL_GRID: Final = "EPSG:27700"
"""Every measurement: eastings and northings in metres."""

WGS84: Final = "EPSG:4326"
"""Drawing on a web map: longitude and latitude in degrees."""

METRES_PER_MILE_SSDA903: Final = 1_609.3
"""The SSDA903 guidance converts at 1.6093 km, not at the 1,609.344 m of the statute mile."""

NEAR_MILES: Final = 20.0
"""DfE publishes "20 miles or less" against "over 20 miles": equality is near."""

MILES_DECIMALS: Final = 1
"""The return holds distance to one decimal; it is rounded before it is compared."""

PENCE_PER_POUND: Final = 100
"""Money is stored in pence and shown in pounds."""
