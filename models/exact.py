"""Exact quotients: whole numbers in, decimals rounded half up out, never a binary float in between."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

import numpy as np
from numpy.typing import NDArray

#: Published figures have six decimals.
SCALE = 10**6

Counts = NDArray[np.int64]
Objects = NDArray[np.object_]


def quotients(numerators: Counts | Objects, denominators: Counts | Objects, defined: NDArray[np.bool_]) -> Objects:
    """Divide pairwise; floats of six decimals, rounded half up; None where not ``defined``.

    Python's integers carry the division, so no count is too large and no half is lost.
    """
    above, below = numerators[defined].astype(object), denominators[defined].astype(object)
    return only_where(defined, (2 * SCALE * above + below) // (2 * below) / SCALE)


def only_where(present: NDArray[np.bool_], values: Objects) -> Objects:
    """A column with the ``values``, in order, where ``present``, and None elsewhere."""
    column: Objects = np.full(len(present), None, dtype=object)
    column[present] = values
    return column


def common_scale(weights: Iterable[Decimal | None]) -> tuple[Objects, int]:
    """Weights as whole multiples of one unit fraction: (multiples, units in 1); no weight counts as 0."""
    return _common_scale(tuple(weights))


@lru_cache(maxsize=16)
def _common_scale(weights: tuple[Decimal | None, ...]) -> tuple[Objects, int]:
    fractions = [Fraction(weight or 0) for weight in weights]
    units = lcm(*(fraction.denominator for fraction in fractions))
    return np.array([int(fraction * units) for fraction in fractions], dtype=object), units
