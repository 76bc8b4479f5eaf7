# SPDX-License-Identifier: Apache-2.0
"""Tables of a caseload, read once, to ask several things of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vaern._caseload_columns import ASSESSMENTS, CASES, EVENTS, Columns, Keys, Naive, Placed
from vaern._caseload_columns import kinds_of, possible_levels
from vaern._core import Policy

Array = NDArray[Any]


class Prepared:
    """Columns as the engine takes them, to ask several things of the same tables."""

    def __init__(
        self,
        policy: Policy,
        cases: Any,
        events: Any = None,
        assessments: Any = None,
        *,
        columns: Mapping[str, str] | None = None,
        naive: Naive = None,
        other_kinds: Sequence[str] = (),
    ):
        names = dict(columns or {})
        self.kinds = [*policy.events, *(kind for kind in other_kinds if kind not in policy.events)]

        def table(data: Any, wanted: Sequence[str], what: str) -> Columns:
            there = set(Columns(policy, data, {}, naive, what).family.names())
            own = {key: name for key, name in names.items() if key in wanted and name in there}
            return Columns(policy, data, own, naive, what)

        self.cases = table(cases, (*CASES, *ASSESSMENTS), "cases")
        self.policy = policy
        is_inside = assessments is None and self.cases.name("assessed") is not None
        self.assessments = None if assessments is None else table(assessments, ASSESSMENTS, "assessments")
        self.events = None if events is None else table(events, EVENTS, "events")
        others = [each for each in (self.assessments, self.events) if each is not None]
        self.keys = Keys(self.cases, *others)
        self.rows = self.keys.rows
        self.of_cases: dict[str, Any] = {
            "rows": self.rows,
            "opened": self.cases.moments("opened"),
            "closed": self.cases.moments("closed"),
        }
        self.assessment_source: Array | None = None
        self.event_source: Array | None = None
        if is_inside:
            self.of_assessments = self._inside()
        elif self.assessments is not None:
            self.of_assessments = self._assessments(self.assessments, self.keys.place(self.assessments))
        else:
            empty = np.zeros(0, np.int64)
            self.of_assessments = {
                "row": empty, "assessed": (empty, False), "recorded": None, "possible": empty,
                "completed": None, "judged": None, "instrument": None, "source": None,
            }  # fmt: skip
        self.of_events = self._events()

    def _inside(self) -> dict[str, Any]:
        """The last assessment of each case stands in its row; rows without one have none."""
        cells, is_days = self.cases.moments("assessed") or (np.zeros(0, np.int64), False)
        there = np.flatnonzero(cells != np.iinfo(np.int64).min)
        placed = Placed(there.astype(np.int32), there if len(there) < self.rows else None)
        self.assessment_source = placed.source
        return self._assessments(self.cases, placed)

    def _assessments(self, table: Columns, placed: Placed) -> dict[str, Any]:
        self.assessment_source = placed.source
        instrument = None
        if table.name("instrument") is not None:
            instrument = table.words("instrument")[0].astype(np.int32)
        columns = {
            "assessed": table.moments("assessed", is_required=True),
            "recorded": table.moments("recorded"),
            "possible": possible_levels(table, self.policy.levels),
            "completed": table.flags("completed"),
            "judged": table.flags("judged"),
            "instrument": instrument,
        }
        return {"row": placed.row, "source": placed.source, **_taken(columns, placed.source)}

    def _events(self) -> dict[str, Any]:
        if self.events is None:
            empty = np.zeros(0, np.int32)
            nothing = {"known": None, "recorded": None, "source": None}
            return {"row": empty, "kind": empty, "kinds": self.kinds, **nothing}
        placed = self.keys.place(self.events)
        self.event_source = placed.source
        columns = {
            "kind": kinds_of(self.events, self.kinds),
            "known": self.events.moments("known"),
            "recorded": self.events.moments("recorded"),
        }
        of_rows = {"row": placed.row, "source": placed.source, "kinds": self.kinds}
        return {**of_rows, **_taken(columns, placed.source)}

    def for_policy(self, policy: Policy) -> Prepared:
        """The same tables for a policy with the same levels."""
        if policy.levels != self.policy.levels:
            raise ValueError(f"{policy.reference} has other levels than {self.policy.reference}")
        other = object.__new__(Prepared)
        other.__dict__.update(self.__dict__)
        other.policy = policy
        kinds = self.kinds
        missing = [kind for kind in policy.events if kind not in kinds]
        other.of_events = {**self.of_events, "kinds": [*kinds, *missing]}
        return other


def _taken(columns: Mapping[str, Any], source: Array | None) -> dict[str, Any]:
    if source is None:
        return dict(columns)

    def take(column: Any) -> Any:
        if column is None:
            return None
        return (column[0][source], column[1]) if isinstance(column, tuple) else column[source]

    return {name: take(column) for name, column in columns.items()}
