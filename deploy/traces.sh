#!/usr/bin/env bash
# Measure what is left after our pages in Chromium, Firefox ESR and WebKitGTK, and write docs/traces.md.
set -uo pipefail
cd "$(dirname "$0")/.."
bash deploy/browser.sh || exit 1
exec .venv/bin/python -m tests.traces
