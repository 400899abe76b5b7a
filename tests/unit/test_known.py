"""What is remembered about entries whatever day is asked about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import known
from models.known import Known

NOTHING: Any = None
EXACT = {entry: ("day", "month", "year")[entry % 3] for entry in range(30)}


@pytest.mark.parametrize("room", [0, 5, 1000])
@given(asked=st.lists(st.lists(st.integers(0, 29), max_size=8), max_size=8))
def test_how_exactly_a_date_is_known_is_what_was_read_and_read_once(room: int, asked: list[list[int]]) -> None:
    reads: list[int] = []

    def read(missing: Collection[int]) -> dict[int, str]:
        reads.extend(missing)
        return {entry: EXACT[entry] for entry in missing}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "_EXACT", room)
        kept = Known(NOTHING, {}, NOTHING)
        for ids in asked:
            assert kept.exact(ids, read) == {entry: EXACT[entry] for entry in ids}
    if room == 1000:
        assert len(reads) == len(set(reads))
