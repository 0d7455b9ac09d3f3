#!/usr/bin/env bash
# Pin every dependency with hashes. Writes no index address: the lock names packages only.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "make lock needs uv on the PATH" >&2; exit 69; }
for kind in run dev; do
  uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header --no-annotate \
    "requirements/$kind.in" -o "requirements/$kind.txt"
done
! grep -nE '^--?(index-url|extra-index|find-links|trusted)|https?://' requirements/*.txt
