"""The project says of itself what is so."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return listing.stdout.splitlines()


def test_the_readme_names_the_folders_that_exist() -> None:
    tree = (ROOT / "README.md").read_text("utf-8").split("```text\n")[1].split("```")[0]
    named = [line.split()[0].rstrip("/") for line in tree.splitlines() if line[:1].strip()]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_pin_is_exact() -> None:
    for name in ("requirements.in", "requirements-dev.in"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
        assert [line for line in wanted if not re.fullmatch(r"[\w-]+==[\w.]+(; .+)?", line)] == []


def test_every_direct_pin_stands_in_the_lock_with_hashes() -> None:
    for name in ("requirements", "requirements-dev"):
        lock = (ROOT / f"{name}.txt").read_text("utf-8")
        pins = re.findall(
            r"^([\w-]+==[\w.]+)(?:$|; )", (ROOT / f"{name}.in").read_text("utf-8"), re.MULTILINE
        )
        assert pins
        missing = [pin for pin in pins if f"{pin.lower().replace('_', '-')} " not in lock.lower()]
        assert missing == []
        assert "--hash=sha256:" in lock


@pytest.mark.parametrize("forbidden", ["/" + "work/", "/" + "root/", "shared" + "/reference"])
def test_no_file_names_a_path_of_one_machine(forbidden: str) -> None:
    texts = [
        name
        for name in tracked()
        if name.endswith((".py", ".toml", ".md", ".js", ".css", ".yml", ".in", "Makefile"))
    ]
    assert [n for n in texts if forbidden in (ROOT / n).read_text("utf-8")] == []
