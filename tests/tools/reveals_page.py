# SPDX-License-Identifier: Apache-2.0
"""What each measure of a shipped catalogue gives away to somebody who finds it, as a page to read.

    python tests/tools/reveals_page.py             compares, and says which page differs
    python tests/tools/reveals_page.py --update    writes the pages; read the diff, line by line

For each measure: the line as it may be found, its easy text and its note for a list, then why it may be found (`none`), or what it reveals and
to whom the line itself, the thing or its trace tells that; then what the person is told to take care of. A measure that begins to be found by anybody
is a change somebody has to have looked at; that is what the pages are for.
"""

import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "golden" / "reveals"


def catalogues() -> list[Path]:
    return sorted(ROOT.glob("instruments/*/safety-plan.yaml"))


def page_of(path: Path) -> Path:
    return PAGES / f"{path.parent.name}.txt"


def page(path: Path) -> str:
    model = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    measures = model["measures"]
    found = [id for id, each in measures.items() if each["reveals"] == "none"]
    lines = [
        f"{model['catalogue']}@{model['version']}: {len(measures)} measures",
        f"May be found ({len(found)}): {', '.join(found)}",
    ]
    for section, title in model["sections"].items():
        lines += ["", f"== {section}: {title['en']} / {title['da']}"]
        for id, each in measures.items():
            if each["section"] != section:
                continue
            reveals = each["reveals"]
            what = "may be found" if reveals == "none" else "reveals " + ", ".join(reveals)
            child = ", one for each child" if "about" in each else ""
            lines += ["", f"{id} ({each['who']}{child}): {what}"]
            for language in ("en", "da"):
                lines.append(f"  {language}  {each['text'][language]}")
                if "easy" in each:
                    lines.append(f"      or {each['easy'][language]}")
                if "note" in each:
                    lines.append(f"      on a list: {each['note'][language]}")
                lines.append(f"      - {each['reveals_because'][language]}")
            for caution in each.get("cautions", []):
                if caution.get("for") != "person":
                    continue
                reveals = caution["reveals"]
                what = "may be found" if reveals == "none" else "reveals " + ", ".join(reveals)
                lines.append(f"  beside it: {what}")
                for language in ("en", "da"):
                    lines.append(f"      {language}  {caution['text'][language]}")
                    if "easy" in caution:
                        lines.append(f"          or {caution['easy'][language]}")
    return "\n".join(lines) + "\n"


def main() -> int:
    differs = 0
    for path in catalogues():
        if "--update" in sys.argv[1:]:
            PAGES.mkdir(exist_ok=True)
            page_of(path).write_text(page(path), encoding="utf-8")
        elif not page_of(path).exists() or page_of(path).read_text(encoding="utf-8") != page(path):
            print(f"{page_of(path).name} is not what {path.relative_to(ROOT)} says; run this with --update")
            differs = 1
    return differs


if __name__ == "__main__":
    sys.exit(main())
