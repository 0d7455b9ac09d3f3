#!/usr/bin/env bash
# Browser tests need Debian's chromium, and their driver needs libatomic1; tests of leaving need Firefox ESR and
# WebKitGTK too. Install them where we may, else say so. Without those two their tests are skipped, but not in CI.
set -uo pipefail
cd "$(dirname "$0")/.."
works() { command -v chromium && .venv/bin/python -m playwright --version; } >/dev/null 2>&1
all() { works && command -v firefox-esr && command -v WebKitWebDriver && command -v Xvfb; } >/dev/null 2>&1
packages=(chromium libatomic1 firefox-esr webkit2gtk-driver xvfb)
all && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${packages[*]} for the browser tests"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1
fi
all && exit 0
echo "The browser tests need more. On Debian: apt-get install --no-install-recommends ${packages[*]}" >&2
works
