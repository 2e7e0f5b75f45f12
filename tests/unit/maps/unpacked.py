"""Packed rows as the map's script reads them, by numpy alone."""

import base64
from typing import Any

import numpy as np
import numpy.typing as npt


def unpacked(packed: str, width: int = 1, as_type: str = "<u2") -> npt.NDArray[Any]:
    numbers = np.frombuffer(base64.b64decode(packed), dtype=as_type)
    return numbers if width == 1 else numbers.reshape(-1, width)
