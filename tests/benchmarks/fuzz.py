"""A fuzz run, guided by coverage, over the readers of CSV, workbooks and XML."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 60

_DONE = re.compile(r"Done (\d+) runs in (\d+) second")
_COVERED = re.compile(r"cov: (\d+)")


def report(seconds: int = SECONDS) -> str:
    """Run it over the tables of a file alone, and over all that is made of them."""
    return "\n".join(_run(what, seconds) for what in ("tables", "returns"))


def _run(what: str, seconds: int) -> str:
    """
    Run it, and say how many inputs were tried and what was found.

    Returns
    -------
    str
        One paragraph. Bytes that crash a reader are named by the file that holds them.
    """
    with tempfile.TemporaryDirectory() as corpus, tempfile.TemporaryDirectory() as found:
        ended = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.benchmarks.fuzz_target",
                what,
                f"-max_total_time={seconds}",
                "-max_len=65536",
                "-rss_limit_mb=2048",
                "-timeout=10",
                f"-artifact_prefix={found}/",
                corpus,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        done, covered = _DONE.search(ended.stderr), _COVERED.findall(ended.stderr)
        kept = [path for path in Path(found).iterdir() if path.is_file()]
        if ended.returncode or kept:
            last = ended.stderr.strip().splitlines()[-12:]
            held = [f"{path.name}: {path.read_bytes()[:200]!r}" for path in kept]
            return "\n".join([f"Fuzz run over {what}: FOUND A FAULT", *held, *last])
    runs = f"{int(done[1]):,} inputs in {done[2]} s" if done else "no count of inputs"
    edges = f", {covered[0]} places in the code covered at first and {covered[-1]} at the end"
    return f"Fuzz run over {what}: {runs}{edges if covered else ''}; no crash, no row lost."
