#!/usr/bin/env bash
# Browser tests need Debian's chromium, and their driver needs libatomic1: install them where we may, else say so.
set -uo pipefail
cd "$(dirname "$0")/.."
works() { command -v chromium && .venv/bin/python -m playwright --version; } >/dev/null 2>&1
works && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing chromium and libatomic1 for the browser tests"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium libatomic1; } >/dev/null 2>&1
fi
works && exit 0
echo "The browser tests need chromium and libatomic1. On Debian: apt-get install chromium libatomic1" >&2
exit 69
