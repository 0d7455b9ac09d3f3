#!/usr/bin/env bash
# The OpenID provider of the sign-in tests needs a newer Node than Debian 12 has; the browser tests'
# driver brings one. Print the folder to put first on the PATH; print nothing where none is needed.
set -uo pipefail
cd "$(dirname "$0")/.."
provider=tests/signin/op
command -v node >/dev/null && command -v npm >/dev/null || exit 0 # the tests say what is missing
# Before the suite, which works in two processes: one must not start what the other is installing.
# Debian's npm wants Debian's Node, so it installs before the newer one comes first.
[ -d $provider/node_modules/oidc-provider ] ||
  (cd $provider && npm ci --ignore-scripts --no-audit --no-fund) >&2 || exit 1
node -e 'process.exit(typeof URL.parse === "function" && globalThis.crypto ? 0 : 1)' && exit 0
driver=$(.venv/bin/python -c "
from playwright._impl._driver import compute_driver_executable as found
print(found()[0])") || exit 1
mkdir -p .venv/node && ln -sf "$driver" .venv/node/node && echo "$PWD/.venv/node"
