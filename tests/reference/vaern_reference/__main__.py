# SPDX-License-Identifier: Apache-2.0
"""python -m vaern_reference MODEL.yaml RESPONSES.yaml: the score as JSON."""

import json
import sys
from pathlib import Path

import yaml

from . import load, score


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    model = load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    written = Path(sys.argv[2]).read_text(encoding="utf-8")
    is_json = written.lstrip().startswith("{") and sys.argv[2].endswith(".json")
    form = json.loads(written) if is_json else yaml.load(written, Loader=yaml.BaseLoader)
    result = score(model, form.get("values", form) or {}, form.get("judgement"))
    print(json.dumps(result, indent=2, ensure_ascii=False))
    return 1 if result["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
