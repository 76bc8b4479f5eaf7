#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every benchmark on this machine, beside what other tools do on the same data: installs what is
# missing, compiles the release, measures the memory, the layers and the tools in turn, prints the
# ratios and writes benchmarks/REPORT.md. Arguments go to benchmarks/peers/run.py (--rows, --only).
# Leave the machine alone while it runs.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
source tests/tools/workshop.sh
step_count=6
measured=build/benchmarks
rm -rf "$measured" && mkdir -p "$measured"

both_environments() {
  python_environment tests/requirements.txt && python_environment benchmarks/peers/requirements.txt
}

# Every Google Benchmark program, its figures in $measured/NAME.json. One that fails does not keep
# the others from being measured.
layers() {
  local program name status=0
  for program in build/wheel/benchmarks/bench_*; do
    [ -x "$program" ] || continue
    name=$(basename "$program")
    echo "$name"
    "$program" --benchmark_repetitions=5 --benchmark_min_time=0.2 \
      --benchmark_out="$measured/$name.json" --benchmark_out_format=json ||
      { status=1; rm -f "$measured/$name.json"; }
  done
  return "$status"
}

failed=0
step "Debian packages"
logged bench-packages install_packages "${packages_to_build[@]}" libbenchmark-dev || exit 1
step "Python packages, into build/.venv"
logged bench-environment both_environments || exit 1
step "Compile the release wheel with the benchmarks"
logged bench-compile install_wheel --config-settings=cmake.define.VAERN_BUILD_BENCHMARKS=ON ||
  exit 1
step "The memory of this machine, and each layer"
logged bench-layers layers || failed=1
step "Other tools on the same data"
"$python" benchmarks/peers/run.py --folder "$measured" "$@" || failed=1
"$python" benchmarks/peers/caseload.py --folder "$measured" || failed=1
step "The report: benchmarks/REPORT.md"
"$python" benchmarks/peers/report.py "$measured" benchmarks/REPORT.md || failed=1
exit "$failed"
