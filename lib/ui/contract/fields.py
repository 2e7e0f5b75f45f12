"""Settings of a contract as plain fields: one figure, or lowest, most likely and highest."""

from typing import Final, TypeAlias

import streamlit as st

from lib.answer.contract.shown_settings import FEW, RANGES, SINGLES, Field
from lib.domain.contract import Contract
from lib.domain.ranges import Range
from lib.domain.setting_values import NOT_SET
from lib.ui.markup import element, text

Three: TypeAlias = tuple[float | None, float | None, float | None]

_ENDS: Final = ("lowest", "most likely", "highest")
_LIKELY: Final = 1
_EMPTY: Final = (None, None, None)


def fill(contract: Contract) -> None:
    """Give every field the contract's value."""
    for field in RANGES:
        _put(field, _of_contract(field, contract))
        st.session_state[_asks_range(field)] = st.session_state[field.name("lowest")] is not None
    for field in SINGLES:
        st.session_state[field.name("")] = _one_of_contract(field, contract)


def values() -> dict[str, object]:
    """Give what all fields hold, by widget."""
    names = [field.name(end) for field in RANGES for end in _ENDS]
    names += [field.name("") for field in SINGLES]
    return {name: st.session_state.get(name) for name in names}


def range_field(field: Field, *, otherwise: Range | None = None) -> None:
    """
    Ask for one figure, and where the reader wants it for lowest and highest too.

    Parameters
    ----------
    otherwise
        What the returns say, shown in grey where the field is empty.
    """
    grey = _in_grey(field, otherwise)
    is_range = bool(st.session_state.get(_asks_range(field)))
    with st.container(key=f"field-{field.key}", gap="xxsmall"):
        st.markdown(f"**{field.label}**{f' ({field.unit})' if field.unit else ''}", help=field.help)
        heads = "".join(element("span", end.capitalize()) for end in _ENDS) if is_range else ""
        st.html(element("div", heads, of="cth-ends"))
        with st.container(horizontal=True, key=f"range-{field.key}"):
            for end in _ENDS if is_range else _ENDS[_LIKELY : _LIKELY + 1]:
                _number(field, end, grey, is_range=is_range)
            st.button(
                "One figure" if is_range else "Give a range",
                key=f"{field.key} one figure or a range",
                type="tertiary",
                on_click=_ask_otherwise,
                args=(field,),
            )
        _possible(field)


def likely(field: Field) -> float | None:
    """Give the most likely figure as a person reads it; None where the field is empty."""
    return _held(field)[_LIKELY]


def suggest(field: Field, figure: float) -> None:
    """Give an empty field a figure to start from, as a person reads it."""
    least, most = field.ends
    _put(field, (None, min(max(figure, least), most), None))
    st.session_state[_asks_range(field)] = False


def single_field(field: Field, *, placeholder: str = "") -> None:
    """Ask for one number."""
    least, most = field.ends
    with st.container(key=f"field-{field.key}", gap="xxsmall"):
        st.number_input(
            field.heading,
            min_value=least,
            max_value=most,
            value=None,
            key=field.name(""),
            step=field.step,
            format="%d" if field.is_whole else "%g",
            placeholder=placeholder,
            help=field.help,
            required=not field.may_be_empty,
            persist_state="session",
        )
        _possible(field)


def told(base: Contract) -> dict[str, str]:
    """Give the fields that differ from a contract, as texts by key."""
    texts: dict[str, str] = {}
    for field in RANGES:
        three = _whole_range(_held(field))
        if three == _whole_range(_of_contract(field, base)):
            continue
        if three is not None:
            parts = list(map(field.text, three))
            texts[field.key] = parts[0] if len(set(parts)) == 1 else "/".join(parts)
        elif field.may_be_empty:
            texts[field.key] = NOT_SET
    for field in SINGLES:
        one = st.session_state.get(field.name(""))
        if one == _one_of_contract(field, base):
            continue
        if one is not None:
            texts[field.key] = field.text(one)
        elif field.may_be_empty:
            texts[field.key] = NOT_SET
    return texts


def _number(field: Field, end: str, grey: Three, *, is_range: bool) -> None:
    least, most = field.ends
    likely = st.session_state.get(field.name(_ENDS[_LIKELY]))
    if not is_range:
        shown = _between_ends(grey) or ("from the returns" if field.may_be_empty else "")
    elif likely is not None:
        shown = field.in_words(likely).strip("%£")
    else:
        part = grey[_ENDS.index(end)]
        shown = "" if part is None else f"{part:,g}"
    st.number_input(
        f"{field.heading}, {end}" if is_range else field.heading,
        min_value=least,
        max_value=most,
        value=None,
        key=field.name(end),
        step=field.step,
        format="%g",
        placeholder=shown,
        label_visibility="collapsed",
        required=end == _ENDS[_LIKELY] and not field.may_be_empty,
        on_change=_keep_in_order,
        args=(field, end, grey),
        persist_state="session",
    )


def _possible(field: Field) -> None:
    """Say what is possible, where the browser refuses a figure: seen only then."""
    said = f"“{field.label}” can be {field.possible}. Until it is, the figure before it stands."
    st.html(f'<p class="cth-possible" aria-hidden="true">{text(said)}</p>')


def _between_ends(grey: Three) -> str:
    low, _, high = grey
    if low is None or high is None:
        return ""
    return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"


def _in_grey(field: Field, otherwise: Range | None) -> Three:
    """Give what the returns say as it is shown, rounded."""
    if otherwise is None:
        return _EMPTY
    parts = [field.shown(part) for part in (otherwise.low, otherwise.likely, otherwise.high)]
    low, likely, high = (round(part, 0 if part >= FEW else 1) for part in parts)
    return low, likely, high


def _ask_otherwise(field: Field) -> None:
    """Ask for a range in place of one figure, or the other way about."""
    is_range = not st.session_state.get(_asks_range(field))
    st.session_state[_asks_range(field)] = is_range
    if not is_range:
        _put(field, (None, _held(field)[_LIKELY], None))


def _keep_in_order(field: Field, moved: str, grey: Three) -> None:
    """Move the other figures along where one is moved past them; no edit is then a fault."""
    at = _ENDS.index(moved)
    three = list(_held(field))
    to = three[at]
    if to is None:
        if at == _LIKELY:  # an empty field takes what the returns say, and so all of it
            _put(field, _EMPTY)
        return
    if three[_LIKELY] is None:  # one end of what the returns say: the others stay as shown
        three = [
            (to if shown is None else shown) if part is None else part
            for part, shown in zip(three, grey, strict=True)
        ]
    low, likely, high = (
        None if part is None else max(part, to) if place > at else min(part, to)
        for place, part in enumerate(three)
    )
    _put(field, (low, likely, high))


def _held(field: Field) -> Three:
    low, likely, high = (st.session_state.get(field.name(end)) for end in _ENDS)
    return low, likely, high


def _put(field: Field, three: Three) -> None:
    for end, part in zip(_ENDS, three, strict=True):
        st.session_state[field.name(end)] = part


def _whole_range(three: Three) -> tuple[float, float, float] | None:
    """Give all three: an end that is empty is as the most likely; None where that is empty too."""
    low, likely, high = three
    if likely is None:
        return None
    return likely if low is None else low, likely, likely if high is None else high


def _of_contract(field: Field, contract: Contract) -> Three:
    """Give a range as its fields hold it: of one that is certain, the one figure."""
    value = contract.value(field.setting)
    if not isinstance(value, Range):
        return _EMPTY
    if value.is_certain:
        return None, field.shown(value.likely), None
    return field.shown(value.low), field.shown(value.likely), field.shown(value.high)


def _one_of_contract(field: Field, contract: Contract) -> float | None:
    one = contract.value(field.setting)
    return None if one is None else field.shown(float(one))  # type: ignore[arg-type]  # a number


def _asks_range(field: Field) -> str:
    return f"{field.key} as a range"
