# SPDX-License-Identifier: Apache-2.0
"""python -m vaern_reference MODEL.yaml RESPONSES.yaml: the score as JSON."""

import json
import sys
from pathlib import Path

from . import load, score
from .examples import given
from .library import library
from .loading import read_yaml

PUBLISHED = Path(__file__).parents[3] / "instruments" / "published"


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    path = Path(sys.argv[1])
    model = load(path.read_text(encoding="utf-8"), library(path.parent, PUBLISHED))
    written = Path(sys.argv[2]).read_text(encoding="utf-8")
    is_json = written.lstrip().startswith("{") and sys.argv[2].endswith(".json")
    form = json.loads(written) if is_json else read_yaml(written)
    result = score(model, form.get("values", form) or {}, form.get("judgement"), **given(form))
    print(json.dumps(result, indent=2, ensure_ascii=False))
    return 1 if result["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
