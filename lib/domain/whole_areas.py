"""GSS codes of the region and the country that published tables name beside authorities."""

from typing import Final

ENGLAND: Final = "E92000001"
LONDON: Final = "E12000007"
