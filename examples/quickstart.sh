#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a fresh Debian 12 to the printed report of a case: installs what is missing (as root or by
# sudo), compiles vaern, reports a half-answered case in Danish on the screen and as HTML.
set -euo pipefail
cd "$(dirname "$0")/.."
source tests/tools/workshop.sh
step_count=4
case=examples/cases/half-answered.yaml
page=build/half-answered.html

step "Debian packages"
logged quickstart-packages install_packages "${packages_to_build[@]}"
step "A Python environment in build/.venv"
grep -E '^(pybind11|scikit-build-core)==' tests/requirements.txt >build/requirements.txt
logged quickstart-environment python_environment build/requirements.txt
step "Compile vaern and install it there (some minutes the first time)"
logged quickstart-compile install_wheel
step "The report of $case"
echo
build/.venv/bin/vaern report "$case" --as-of 2026-11-21T09:00+01:00 --language da
build/.venv/bin/vaern report "$case" --as-of 2026-11-21T09:00+01:00 --language da --format html >"$page"
echo
echo "The same report as a page to print: $PWD/$page"
