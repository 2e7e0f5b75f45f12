"""``make bench``: each figure beside a named peer, measured in the same run."""

import sys
from datetime import UTC, datetime

from tests.benchmarks import disclosure, forecast, fuzz, matching, measures, postcodes, returns
from tests.benchmarks.briefings import report as briefings
from tests.benchmarks.briefings.run import measure as measure_briefings
from tests.benchmarks.maps import report
from tests.benchmarks.maps.run import measure
from tests.benchmarks.timing import table


def main() -> int:
    """Run every benchmark and print the table. Nothing here passes or fails."""
    today = datetime.now(UTC).date()
    rows = []
    for name, run in (
        ("postcodes", postcodes.rows),
        ("measures", lambda: measures.rows(today)),
        ("returns", lambda: returns.rows(today)),
        ("matching", lambda: matching.rows(today)),
        ("forecast", lambda: forecast.rows(today)),
        ("what may be shown", lambda: disclosure.rows(today)),
    ):
        print(f"Measuring: {name} ...", file=sys.stderr, flush=True)
        rows += run()
    print("Measuring: attacks ...", file=sys.stderr, flush=True)
    attacks = disclosure.tables(today)
    print("Measuring: bytes that lead where no test did ...", file=sys.stderr, flush=True)
    fuzzed = fuzz.report()
    print("Measuring: briefings ...", file=sys.stderr, flush=True)
    made = measure_briefings(today)
    rows += briefings.rows(made)
    print("Measuring: map ...", file=sys.stderr, flush=True)
    maps = measure()
    rows += report.rows(maps)
    print("Times are this machine's; trust the ratios.\n")
    print(table(rows))
    print(attacks)
    print(fuzzed)
    print(briefings.tables(made))
    print(report.tables(maps))
    return 0


if __name__ == "__main__":
    sys.exit(main())
