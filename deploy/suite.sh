#!/usr/bin/env bash
# The whole suite: make check, then every test on SQLite, then on PostgreSQL where one answers.
# CI=true makes a missing browser, PostgreSQL or Node an error instead of a skip.
set -uo pipefail
cd "$(dirname "$0")/.."
bash deploy/check.sh || exit 1
bash deploy/browser.sh || exit 1
newer_node=$(bash deploy/node.sh) || exit 1
PATH=${newer_node:+$newer_node:}$PATH

export TRYGGVEI_MODE=test TRYGGVEI_FUZZ=${TRYGGVEI_FUZZ:-10000} DJANGO_ALLOW_ASYNC_UNSAFE=true
# Bakes and drills write thousands of files and wait until each is on disk: memory where there is room.
room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
if [ -w /dev/shm ] && [ "${room:-0}" -gt 4000000 ]; then TMPDIR=$(mktemp -d /dev/shm/tryggvei.XXXXXX); else TMPDIR=$(mktemp -d); fi
export TMPDIR
state=$TMPDIR/state; mkdir "$state"; trap 'rm -rf "$TMPDIR"' EXIT
status=0
dsn=${TRYGGVEI_TEST_PG_DSN:-postgresql://$(id -un)@127.0.0.1:5432/postgres}
if TRYGGVEI_TEST_PG_DSN="$dsn" .venv/bin/python -c "
import os, psycopg
psycopg.connect(os.environ['TRYGGVEI_TEST_PG_DSN'], connect_timeout=3).close()" 2>/dev/null; then
  export TRYGGVEI_TEST_PG_DSN="$dsn" # the drills that want PostgreSQL too find it here
else
  unset TRYGGVEI_TEST_PG_DSN
fi

echo "== suite on SQLite"
TRYGGVEI_STATE_DIR="$state/sqlite" .venv/bin/pytest -n 2 --dist loadgroup --durations=8 -m "not postgres" "$@" || status=1

if [ "${TRYGGVEI_TEST_PG_DSN:-}" ]; then
  echo "== suite on PostgreSQL (what asks the suite's own database, and what is about PostgreSQL)"
  TRYGGVEI_STATE_DIR="$state/pg" TRYGGVEI_FUZZ=1000 DATABASE_URL="$dsn" .venv/bin/pytest -n 2 --dist loadgroup \
    -m "postgres or not (own_server or drill or no_database)" "$@" || status=1
elif [ "${CI:-}" = true ]; then
  echo "PostgreSQL does not answer at ${dsn%%\?*}: CI must run the suite on it"; status=1
else
  echo "!! NOT RUN on PostgreSQL: no server answers. Install it (Debian: apt-get install postgresql) or set TRYGGVEI_TEST_PG_DSN"
fi
exit $status
