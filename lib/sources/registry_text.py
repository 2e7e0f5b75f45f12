"""The register of geodata as text: TOML to keep, and the README to read."""

import json
from collections.abc import Mapping
from typing import Any, Final

Entry = dict[str, Any]
Register = dict[str, dict[str, Entry]]
"""Table (`files`, `packages`, `publications`), then name, then key."""

ORDER: Final[dict[str, tuple[str, ...]]] = {
    "files": (
        "title", "owner", "publisher", "licence", "attribution", "edition", "retrieved", "crs",
        "status", "how", "made_from", "caveats", "sha256",
    ),
    "packages": ("registry", "version", "sha256", "owner", "licence", "note"),
    "publications": ("publisher", "title", "licence", "edition", "address", "note"),
}  # fmt: skip

_HEADER: Final = """\
# Every file of geodata/: whose it is, how it was made, and its SHA-256.
# A name that ends in / stands for all files of a folder.
# After a change: python -m lib sources record FILE     Check: python -m lib sources verify
"""

_INTRODUCTION: Final = """\
# Geodata

*Written from `sources.toml` by `python -m lib sources record`; change that file.*

`python -m lib sources verify` hashes every file again. `python -m lib sources build` makes
the derived files again from the packages below, byte for byte.

## Adding a year of official figures

`python -m lib sources import FILE` reads a release as it was downloaded, tells by its headings
what it is, and adds its new year to a table of `published/`:

- `children_looked_after`: the Department for Education's *Children looked after in England
  including adoptions*, underlying data as CSV. Import both files: *CLA on 31 March by
  characteristics*, by local authority, and *numbers and rates per 10,000*.
- `childrens_homes`: Ofsted's *Children's social care in England*, provider-level data as at
  31 March, as CSV or XLSX: the list of all registered providers, with its title rows.
- `consumer_prices`: the Office for National Statistics' series D7BT as CSV, with its title rows.

Nothing is changed unless the whole file is understood and the table agrees with itself
afterwards: sums, ranges, shares, London's boroughs, England from year to year. A message names
file, row, column, what was found and what is wanted. Codes `c`, `k`, `u`, `x`, `z` stay. Nothing
is worked out, and a part is left out where all children less that part are withheld or are 1 to 5.
Years have no gap. Of looked-after children, years before 2020 stay as they are.

Publishers revise earlier years. A file that says otherwise than the table is refused, and the
figures are named. `--replace` takes all that the file holds of those years in place of what is
here, never single figures. Of the Department's two files import both so, or neither.

The publication is written into `sources.toml` with its address, which follows the pattern of the
years before: see that it opens. Then restart the app, and run `make test`.

Placement flows, weekly costs and statistical neighbours are not imported: change their table by
hand, keep its columns and codes, and run `python -m lib sources record published/TABLE.csv`.

## Files
"""


def as_toml(register: Register) -> str:
    """
    Write the register as TOML: tables and names sorted, keys in a fixed order.

    Parameters
    ----------
    register
        Values are strings or lists of strings.

    Returns
    -------
    str
        Equal registers give equal text.
    """
    blocks = [_HEADER]
    for table, order in ORDER.items():
        for name, entry in sorted(register[table].items()):
            lines = [f"[{table}.{_quoted(name)}]"]
            known = [key for key in order if key in entry]
            others = sorted(set(entry) - set(order))
            lines += [f"{key} = {_value(entry[key])}" for key in (*known, *others)]
            blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _value(value: str | list[str]) -> str:
    if isinstance(value, str):
        return _quoted(value)
    return "[" + ", ".join(_quoted(part) for part in value) + "]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML escapes as JSON does


def as_readme(register: Register) -> str:
    """
    Write what a reader of the folder should know, from the register.

    Parameters
    ----------
    register
        As for :func:`as_toml`.

    Returns
    -------
    str
        Markdown, one section a file.
    """
    files, packages = register["files"], register["packages"]
    parts = [
        _INTRODUCTION,
        _table(
            ("File", "What it is", "Status", "Edition", "Licence"),
            [
                (f"`{path}`", entry["title"], entry["status"], entry["edition"], entry["licence"])
                for path, entry in sorted(files.items())
            ],
        ),
    ]
    parts += [_file(path, entry) for path, entry in sorted(files.items())]
    parts.append("## Packages\n")
    parts.append(
        _table(
            ("Package", "Registry", "Version", "Owner", "Licence"),
            [
                (f"`{name}`", entry["registry"], entry["version"], entry["owner"], entry["licence"])
                for name, entry in sorted(packages.items())
            ],
        )
    )
    parts.append("## Publications\n")
    parts += [_publication(key, entry) for key, entry in sorted(register["publications"].items())]
    return "\n".join(parts)


def _file(path: str, entry: Mapping[str, Any]) -> str:
    facts = {
        "Owner": entry["owner"],
        "Publisher": entry["publisher"],
        "Attribution": entry["attribution"],
        "Retrieved or built": entry["retrieved"],
        "Coordinates": entry["crs"],
        "How": entry["how"],
        "Made from": ", ".join(f"`{source}`" for source in entry.get("made_from", [])),
        "Caveats": entry.get("caveats", ""),
    }
    lines = [f"- {name}: {text}" for name, text in facts.items() if text]
    return f"## `{path}`\n\n{entry['title']}.\n\n" + "\n".join(lines) + "\n"


def _publication(key: str, entry: Mapping[str, Any]) -> str:
    address = f" {entry['address']}" if entry.get("address") else ""
    note = f" {entry['note']}" if entry.get("note") else ""
    return (
        f"- `{key}`: {entry['publisher']}, *{entry['title']}*. {entry['licence']}.{address}{note}\n"
    )


def _table(heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heading, tuple("---" for _ in heading), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
