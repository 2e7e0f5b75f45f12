"""What the returns leave open is drawn as widely as they leave it open."""

import numpy as np
import pytest
from scipy import stats

from lib.domain.ranges import Range
from lib.scenario.draws import ends_of_tenths, triangular


def test_a_figure_known_by_its_tenths_is_drawn_as_widely_as_a_normal_one() -> None:
    normal = stats.norm(loc=100, scale=8)
    law = ends_of_tenths(Range(normal.ppf(0.1), 100, normal.ppf(0.9)))
    assert law is not None
    drawn = triangular(law, np.random.default_rng(1).random(200_000))
    assert drawn.std() == pytest.approx(8, rel=0.01)
    assert np.percentile(drawn, [10, 90]) == pytest.approx(normal.ppf([0.1, 0.9]), rel=0.02)


def test_what_is_certain_stays_certain_and_what_is_not_known_stays_so() -> None:
    assert ends_of_tenths(Range.certain(40)) == Range.certain(40)
    assert ends_of_tenths(None) is None


def test_no_end_falls_to_nothing() -> None:
    law = ends_of_tenths(Range(1, 10, 30))
    assert law is not None
    assert law.low > 0
