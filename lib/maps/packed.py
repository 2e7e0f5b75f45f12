"""
Rows of numbers as text, for the typed arrays of the map's script.

``packed(rows, "uint16")`` writes rows of one length one after another, with nothing between
them: n rows of k numbers take n x k x 2 bytes, little-endian, in base64. The script reads them
as ``new Uint16Array(bytes)``, k at a time; numpy as ``frombuffer(bytes, "<u2").reshape(-1, k)``.
No number is changed to fit, but that a float32 holds seven digits: what a type cannot hold is
refused.
"""

import base64
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Type = Literal["uint8", "uint16", "uint32", "float32"]

LARGEST_UINT16: Final = 65_535

_LITTLE_ENDIAN: Final[dict[Type, str]] = {
    "uint8": "<u1",
    "uint16": "<u2",
    "uint32": "<u4",
    "float32": "<f4",
}


def packed(rows: npt.ArrayLike, as_type: Type) -> str:
    """
    Write rows of numbers as base64.

    Parameters
    ----------
    rows
        Numbers, or rows of equally many numbers; none gives the empty text.

    Raises
    ------
    ValueError
        If the rows differ in length, or a number is not finite, is not whole where the
        type takes whole numbers alone, or does not fit into the type.
    """
    numbers = np.asarray(rows)
    if numbers.size == 0:
        return ""
    if numbers.dtype.kind not in "iuf" or not np.isfinite(numbers).all():
        message = f"Only finite numbers can be packed as {as_type}."
        raise ValueError(message)
    limits = np.finfo(np.float32) if as_type == "float32" else np.iinfo(as_type)
    low, high = numbers.min(), numbers.max()
    if low < limits.min or high > limits.max:
        message = f"Numbers from {low} to {high} do not fit into {as_type}."
        raise ValueError(message)
    held = numbers.astype(_LITTLE_ENDIAN[as_type])
    if as_type != "float32" and (held != numbers).any():
        message = f"{as_type} holds whole numbers alone."
        raise ValueError(message)
    return base64.b64encode(held.tobytes()).decode("ascii")
