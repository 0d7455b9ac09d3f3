#!/usr/bin/env bash
# Run the tests that hold promises, on both databases where there is one, and write docs/promises.md.
set -uo pipefail
cd "$(dirname "$0")/.."
export TRYGGVEI_MODE=test DJANGO_ALLOW_ASYNC_UNSAFE=true TRYGGVEI_FUZZ=${TRYGGVEI_FUZZ:-10000}
export TRYGGVEI_BAKE_FUZZ=40
newer_node=$(bash deploy/node.sh) || exit 1
PATH=${newer_node:+$newer_node:}$PATH
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export TRYGGVEI_PROMISE_LEDGER=$work/ledger.jsonl
: > "$TRYGGVEI_PROMISE_LEDGER"
status=0
TRYGGVEI_STATE_DIR=$work/sqlite .venv/bin/pytest -n 2 --dist loadgroup -m promise || status=1
dsn=${TRYGGVEI_TEST_PG_DSN:-postgresql://$(id -un)@127.0.0.1:5432/postgres}
if .venv/bin/python -c "import psycopg; psycopg.connect('$dsn', connect_timeout=3).close()" 2>/dev/null; then
  TRYGGVEI_STATE_DIR=$work/pg TRYGGVEI_TEST_PG_DSN="$dsn" DATABASE_URL="$dsn" TRYGGVEI_FUZZ=1000 \
    .venv/bin/pytest -n 2 --dist loadgroup -m "promise and not own_server and not drill" || status=1
fi
.venv/bin/python -m tests.house.promises "$TRYGGVEI_PROMISE_LEDGER" "$(date +%F)"
exit $status
