#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Everything that is checked, on a fresh Debian 12: installs what is missing, compiles twice (preset
# `ci`; the release wheel), runs all tests, and once more under another locale and time zone.
# The last line is the sum; the end is not zero when anything failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
source tests/tools/workshop.sh
step_count=13
results=build/results
rm -rf "$results" && mkdir -p "$results"
jobs=$(nproc)
export CTEST_PARALLEL_LEVEL=$jobs CMAKE_BUILD_PARALLEL_LEVEL=$jobs
unset VAERN_COMMAND  # tests take the command that was built here
export ASAN_OPTIONS=strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1

# suite NAME COMMAND...: a step that counts. A command that writes $results/NAME.xml (JUnit) counts
# its cases, any other counts as one.
suite() {
  local name=$1 status=0
  logged "$@" || status=$?
  echo "$status" >"$results/$name.status"
  return "$status"
}

# needed NAME COMMAND...: a step without which nothing else can run.
needed() {
  logged "$@" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
}

compile_ci() { cmake --preset ci && cmake --build --preset ci -- -k 0; }

cpp_tests() { ctest --preset ci --output-junit "$PWD/$results/$1.xml"; }

# A file of tests is run by one worker, from its beginning to its end.
python_tests() {
  "$python" -m pytest -q -n "$jobs" --dist loadfile --junitxml "$results/$1.xml" "${@:2}"
}

# The documentation of the installed package, run.
docstrings() {
  "$python" -m pytest -q --junitxml "$results/docstrings.xml" --doctest-modules --pyargs vaern
}

# A locale with a decimal comma, made in the build folder, and a time zone far from here.
danish() {
  env LOCPATH="$PWD/build/locale" LC_ALL=da_DK.UTF-8 TZ=Pacific/Auckland VAERN_DECIMAL_COMMA=1 \
    LSAN_OPTIONS="suppressions=$PWD/tests/tools/glibc.supp:print_suppressions=0" "$@"
}
make_locale() {
  mkdir -p build/locale && localedef -i da_DK -f UTF-8 build/locale/da_DK.UTF-8
}
# Without four that put many generated tables, records and archives through code that the tests
# beside them run in both locales: a third of the time of all.
cpp_once='^(TableFileForms\.EveryRowOfEveryTable|Damage\.OfAHundredThousandArchives|Block\.EveryRowOfManySmallTables|Recall\.FindsAmongAThousandRecords)'
cpp_tests_danish() {
  danish ctest --preset ci -E "$cpp_once" --output-junit "$PWD/$results/$1.xml"
}
# Without those marked `once`; how many that is stands in the last line, which is shown.
python_tests_danish() {
  danish "$python" -m pytest -q -n "$jobs" --dist loadfile -m "not once" \
    --junitxml "$results/$1.xml" "${@:2}"
}

# last_line NAME: the sum that the suite printed, with what was left out of it.
last_line() { printf '      %s\n' "$(tail -n 1 "build/logs/$1.log")"; }

consumer() {
  rm -rf build/installed build/consumer
  cmake --install build/wheel --prefix build/installed --component sdk &&
    cmake -S tests/install -B build/consumer -G Ninja -DCMAKE_PREFIX_PATH="$PWD/build/installed" &&
    cmake --build build/consumer && build/consumer/consumer
}

benchmarks() {
  local program count=0
  for program in build/wheel/benchmarks/bench_*; do
    [ -x "$program" ] || continue
    echo "$program" && VAERN_BENCHMARK_MIB=1 "$program" --benchmark_min_time=0.01 || return 1
    count=$((count + 1))
  done
  ((count > 0)) || { echo "there is no benchmark"; return 1; }
}

sources() { find include src bindings tests benchmarks examples -name '*.[ch]pp' -o -name '*.h'; }
formatting() { sources | xargs build/.venv/bin/clang-format --dry-run -Werror; }
types() { "$python" -m mypy bindings/python/vaern; }

step "Debian packages"
needed packages install_packages "${packages_to_build[@]}" "${packages_to_test[@]}"
step "Python packages, into build/.venv"
needed environment python_environment tests/requirements.txt
step "Compile 1 of 2: preset ci (-Og, sanitizers, warnings as errors, every header alone)"
if suite compile-ci compile_ci; then
  step "C++ tests"
  suite cpp cpp_tests cpp
  step "C++ tests with a decimal comma, in Auckland"
  suite locale make_locale && suite cpp-danish cpp_tests_danish cpp-danish
else
  step_number=$((step_number + 2))
fi
step "Compile 2 of 2: the release wheel, installed into build/.venv"
if suite compile-wheel install_wheel --config-settings=cmake.define.VAERN_BUILD_BENCHMARKS=ON; then
  step "Python tests and docstrings"
  suite python python_tests python
  last_line python
  suite docstrings docstrings
  step "Python tests with a decimal comma, in Auckland, but those marked once"
  suite python-danish python_tests_danish python-danish
  last_line python-danish
  suite danish-locale python_tests_danish danish-locale tests/tools/danish_locale.py
  step "An application that finds the installed library"
  suite consumer consumer
  step "Benchmarks, run for a moment each"
  suite benchmarks benchmarks
  step "The quick start"
  suite quickstart bash examples/quickstart.sh
else
  step_number=$((step_number + 5))
fi
step "Types and formatting"
suite types types
suite formatting formatting
step "clang-tidy"
suite clang-tidy "$python" tests/tools/tidy.py build/ci

echo
echo "in $((SECONDS / 60)) min $((SECONDS % 60)) s"
"$python" tests/tools/count.py "$results"
