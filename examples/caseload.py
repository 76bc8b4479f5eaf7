# SPDX-License-Identifier: Apache-2.0
"""The next date of every case, and two policies side by side, over a made-up caseload.

    python examples/caseload.py [CASES] [PICTURE.svg]

Without a number a million cases, with five events each. The picture is written where it is named:
assessments a week under both policies.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import vaern

AS_OF = "2026-01-15T12:00:00+01:00"
FASTER = ("high: P7D", "high: P4D")


def picture(compared: vaern.ComparedPolicies, colours: tuple[str, str] = ("#1b6ca8", "#c05a00")) -> str:
    """Two lines over weeks, as SVG."""
    width, height, margin = 720, 320, 60
    most = max(int(weeks.max()) for weeks in compared.weeks) or 1
    count = len(compared.weeks[0])

    def points(weeks: list[int]) -> str:
        across = (width - 2 * margin) / max(count - 1, 1)
        return " ".join(
            f"{margin + i * across:.1f},{height - margin - (height - 2 * margin) * number / most:.1f}"
            for i, number in enumerate(weeks)
        )

    lines = [
        f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points(weeks.tolist())}"/>'
        f'<text x="{margin}" y="{22 + 18 * i}" fill="{colour}">{name}</text>'
        for i, (weeks, colour, name) in enumerate(
            zip(compared.weeks, colours, ("now", "what if"), strict=True)
        )
    ]
    axis = (
        f'<path d="M{margin} {margin}V{height - margin}H{width - margin}" stroke="#444" fill="none"/>'
        f'<text x="{margin - 8}" y="{margin + 4}" text-anchor="end">{most:,}</text>'
        f'<text x="{width - margin}" y="{height - margin + 22}" text-anchor="end">week {count}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="14" role="img" '
        f'aria-label="Assessments a week under two policies">{axis}{"".join(lines)}</svg>\n'
    )


def main(cases: int, path: Path | None) -> None:
    library = vaern.load()
    policy = library.policy("partner-violence-review")
    tables = vaern.synthetic_caseload(policy, cases=cases, events=5, assessments=2, seed=1)
    begin = time.perf_counter()
    schedule = vaern.schedule_table(policy, *tables, as_of=AS_OF, naive="utc")
    took = time.perf_counter() - begin
    print(f"{cases:,} cases with 5 events each: the next date of all in {took:.2f} s, tables read and made")
    today = vaern.day_list(schedule, "2026-01-16", team="team 1")
    late = vaern.overdue_list(schedule, team="team 1")
    print(f"team 1: {len(today['case']):,} due on 16 January, {len(late['case']):,} overdue")
    if len(late["case"]):
        print(f"longest: {late['overdue_days'][0]} days, told: {late['tell'][0]}")

    text = (vaern.library() / "partner-violence" / "policy.yaml").read_text(encoding="utf-8")
    faster = library.read_policy(text.replace(*FASTER).replace('version: "1"', 'version: "what-if"'))
    compared = vaern.compare_policies(policy, faster, *tables, as_of=AS_OF, naive="utc")
    print(compared)
    if path is not None:
        path.write_text(picture(compared), encoding="utf-8")
        print(f"{path}: assessments a week under both")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
