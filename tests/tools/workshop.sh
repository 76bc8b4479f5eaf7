# SPDX-License-Identifier: Apache-2.0
# What tests/run.sh, benchmarks/run.sh and examples/quickstart.sh share: packages, the Python
# environment, the wheel, and lines that say what is going on. Sourced from the root of the tree.
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
mkdir -p build/logs
python=build/.venv/bin/python
if command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi

packages_to_build=(g++ cmake ninja-build pkg-config libyaml-cpp-dev libboost-graph-dev
  libboost-serialization-dev libfmt-dev nlohmann-json3-dev libcli11-dev libexpected-dev
  libsodium-dev libeigen3-dev python3-dev python3-venv)
packages_to_test=(libgtest-dev libgmock-dev libbenchmark-dev locales tzdata
  libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core)

step_number=0
step_count=0

# step TEXT: the next of step_count steps begins.
step() {
  step_number=$((step_number + 1))
  printf '[%d/%d] %s\n' "$step_number" "$step_count" "$*"
}

# logged NAME COMMAND...: runs it with its output in build/logs/NAME.log, shows a sign of life
# every 30 seconds, the time it took, and after a failure the end of the log.
logged() {
  local name=$1 log=build/logs/$1.log begin=$SECONDS shown=$SECONDS status=0
  shift
  "$@" >"$log" 2>&1 </dev/null &
  local job=$!
  while kill -0 "$job" 2>/dev/null; do
    sleep 0.2
    if ((SECONDS - shown >= 30)); then
      shown=$SECONDS
      printf '      %4d s  %s\n' $((SECONDS - begin)) "$(tail -n 1 "$log" | cut -c 1-100)"
    fi
  done
  wait "$job" || status=$?
  if ((status == 0)); then
    printf '      done in %d s\n' $((SECONDS - begin))
  else
    printf '      FAILED after %d s; the end of %s:\n' $((SECONDS - begin)) "$log"
    tail -n 100 "$log"
  fi
  return "$status"
}

# install_packages NAME...: installs those that are missing, as root or by sudo.
install_packages() {
  local missing=() as_root=() name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed ||
      missing+=("$name")
  done
  if ((${#missing[@]} == 0)); then
    echo "nothing is missing"
    return 0
  fi
  echo "missing: ${missing[*]}"
  if (($(id -u) != 0)); then as_root=(sudo --preserve-env=DEBIAN_FRONTEND); fi
  "${as_root[@]}" apt-get -q update &&
    "${as_root[@]}" apt-get -q -y install --no-install-recommends "${missing[@]}"
}

# python_environment REQUIREMENTS: build/.venv with what the file names.
python_environment() {
  if [ ! -x "$python" ]; then python3 -m venv build/.venv || return 1; fi
  "$python" -m pip install --disable-pip-version-check -q -r "$1"
}

# install_wheel [OPTION...]: compiles the release and installs the Python package.
install_wheel() {
  "$python" -m pip install --disable-pip-version-check -v --no-build-isolation \
    --no-deps --config-settings=build-dir=build/wheel "$@" .
}
