#!/usr/bin/env bash
# Make .venv with the locked packages: "run" for a running house, "dev" for tests and tools.
# Safe to run twice: does nothing when the lock it installed is still the lock. Then compiles what
# translations are not compiled yet (.mo files are not in git).
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:?run or dev}
lock=requirements/$kind.txt

python=""
for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
  if command -v "$candidate" >/dev/null 2>&1 &&
     "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  found=$(python3 --version 2>/dev/null || echo "no Python at all")
  echo "Tryggvei needs Python 3.11 or newer; this machine has $found. On Debian: apt-get install python3 python3-venv" >&2
  exit 69
fi

stamp() { sha256sum "requirements/$1.txt" | cut -d' ' -f1; }
have() { [ -x .venv/bin/python ] && [ "$(cat ".venv/.lock-$1" 2>/dev/null)" = "$(stamp "$1")" ]; }
translations() { .venv/bin/python -m tryggvei.ui.compiling; }
if have "$kind" || { [ "$kind" = run ] && have dev; }; then translations; exit 0; fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then # none yet, or one left half-made
  rm -rf .venv
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Python could not make a virtual environment: the system package python3-venv is missing. On Debian: apt-get install python3-venv" >&2
    exit 69
  fi
  echo "[1/2] making the virtual environment .venv with $python"
  if ! said=$("$python" -m venv .venv 2>&1); then
    rm -rf .venv
    echo "Python could not make a virtual environment (is it python3-venv? On Debian: apt-get install python3-venv). It said: ${said##*$'\n'}" >&2
    exit 69
  fi
fi
echo "[2/2] installing the locked packages of $lock (a minute the first time)"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
     --require-hashes -r "$lock" 2> .venv/install.log; then
  { grep '^ERROR' .venv/install.log || cat .venv/install.log; } | tail -n 3 >&2
  echo "The packages could not be installed. Check that this machine reaches a Python package index, then run the same command again. The whole message is in .venv/install.log" >&2
  exit 69
fi
stamp "$kind" > ".venv/.lock-$kind"
translations
