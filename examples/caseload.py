# SPDX-License-Identifier: Apache-2.0
"""The next date of every case, and two policies side by side, over a made-up caseload.

    python examples/caseload.py [CASES] [PICTURE.svg]

Without a number a million cases, with five events and six assessments each. The picture is written
where it is named: assessments a week under both policies.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import vaern

AS_OF = "2026-01-15T12:00:00+01:00"
TODAY = date(2026, 1, 15)
FASTER = ("high: P7D", "high: P4D")
NAMES = ("high after 7 days", "high after 4 days")

# The picture, in pixels. Print tells the lines apart by dashes and points, not by colour alone.
WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 90, 30, 104, 62
LINES = (
    ("#0b4f8a", "", '<circle r="3.5" cx="{x:.1f}" cy="{y:.1f}" fill="#0b4f8a"/>'),
    ("#b34700", "7 4", '<path d="M{x:.1f} {y:.1f}m-4 3.5h8l-4 -7z" fill="#b34700"/>'),
)


def ticks(most: int) -> list[int]:
    """From 0 to at least `most`, at most six steps of 1, 2 or 5 and zeros."""
    steps = (size * 10**power for power in range(12) for size in (1, 2, 5))
    step = next(each for each in steps if each * 6 >= most)
    return list(range(0, most + step, step))


def picture(compared: vaern.ComparedPolicies) -> str:
    """Assessments in each week under both policies, as SVG."""
    marks = ticks(max(int(weeks.max()) for weeks in compared.weeks))
    count = len(compared.weeks[0])

    def across(week: int) -> float:
        return LEFT + week * (WIDTH - LEFT - RIGHT) / max(count - 1, 1)

    def up(number: int) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / marks[-1]

    drawn = [f'<text x="{LEFT - 76}" y="24" font-size="16" font-weight="bold">Assessments a week</text>']
    for mark in marks:
        colour = "#ccc" if mark else "#333"
        drawn.append(f'<path d="M{LEFT} {up(mark):.1f}H{WIDTH - RIGHT}" stroke="{colour}"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{up(mark) + 5:.1f}" text-anchor="end">{mark:,}</text>')
    for week in range(0, count, 4):
        day = TODAY + timedelta(weeks=week)
        drawn.append(f'<path d="M{across(week):.1f} {up(0):.1f}v6" stroke="#333"/>')
        drawn.append(
            f'<text x="{across(week):.1f}" y="{up(0) + 22:.1f}" text-anchor="middle">'
            f"{day.day} {day:%b}</text>"
        )
    drawn.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">'
        f"week that begins on this day of {TODAY.year}; the first has what was overdue</text>"
    )
    lines = zip(compared.weeks, NAMES, LINES, strict=True)
    for place, (weeks, name, (colour, dashes, point)) in enumerate(lines):
        numbers = [int(number) for number in weeks]
        line = " ".join(f"{across(week):.1f},{up(number):.1f}" for week, number in enumerate(numbers))
        style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"'
        drawn.append(f'<polyline {style} points="{line}"/>')
        drawn += [point.format(x=across(week), y=up(number)) for week, number in enumerate(numbers)]
        y = 50 + 24 * place
        drawn.append(f'<path {style} d="M{LEFT} {y}h40"/>' + point.format(x=LEFT + 20, y=y))
        mean = sum(numbers) / len(numbers)
        told = f"{name}: {mean:,.0f} a week on average"
        drawn.append(f'<text x="{LEFT + 48}" y="{y + 5}" fill="{colour}">{told}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-family="Helvetica, Arial, sans-serif" font-size="14" fill="#222" role="img" '
        f'aria-label="Assessments a week under two policies">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(drawn) + "\n</svg>\n"
    )


def main(cases: int, path: Path | None) -> None:
    library = vaern.load()
    policy = library.policy("partner-violence-review")
    tables = vaern.synthetic_caseload(
        policy, cases=cases, events=5, assessments=6, seed=1, first_opened="2025-08-15", days=80
    )
    begin = time.perf_counter()
    schedule = vaern.schedule_table(policy, *tables, as_of=AS_OF, naive="utc")
    took = time.perf_counter() - begin
    print(f"{cases:,} cases with 5 events each: the next date of all in {took:.2f} s, tables read and made")
    begin = time.perf_counter()
    today = vaern.day_list(schedule, "2026-01-16", team="team 1")
    late = vaern.overdue_list(schedule, team="team 1")
    took = time.perf_counter() - begin
    print(f"team 1: {len(today['case']):,} due on 16 January, {len(late['case']):,} overdue, in {took:.2f} s")
    if len(late["case"]):
        print(f"longest: {late['overdue_days'][0]} days, told: {late['tell'][0]}")

    text = (vaern.library() / "partner-violence" / "policy.yaml").read_text(encoding="utf-8")
    faster = library.read_policy(text.replace(*FASTER).replace('version: "1"', 'version: "what-if"'))
    begin = time.perf_counter()
    compared = vaern.compare_policies(policy, faster, *tables, as_of=AS_OF, naive="utc")
    print(f"{compared} (in {time.perf_counter() - begin:.2f} s)")
    if path is not None:
        path.write_text(picture(compared), encoding="utf-8")
        print(f"{path}: assessments a week under both")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
