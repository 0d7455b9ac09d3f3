#!/usr/bin/env bash
# The suite in one of three tiers (docs/adr/0049): deploy/suite.sh TIER [arguments of pytest]
#
#   run    `make test`: make check beside every test that is not marked "deep". Each runs once, on PostgreSQL,
#          and what is marked "sqlite" on SQLite too. Where no PostgreSQL answers all runs on SQLite.
#   deep   `make deep`: what takes long, and every promise once more with ten times the examples; writes
#          docs/promises.md, then plants faults, then measures what a visit leaves behind.
#   quick  `make quick`: no browser, no server, no types; on SQLite.
#
# CI=true makes a missing browser, PostgreSQL or Node an error instead of a skip.
set -uo pipefail
cd "$(dirname "$0")/.."
tier=${1:?run, deep or quick}; shift
bin=.venv/bin status=0 began=$SECONDS
# Compiled modules are kept: every server and command of the suite would compile the house again.
unset PYTHONDONTWRITEBYTECODE

# Bakes and drills write thousands of files and wait until each is on disk: memory where there is room.
room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
if [ -w /dev/shm ] && [ "${room:-0}" -gt 4000000 ]; then TMPDIR=$(mktemp -d /dev/shm/tryggvei.XXXXXX); else TMPDIR=$(mktemp -d); fi
export TMPDIR; trap 'kill ${check:-} 2>/dev/null; rm -rf "$TMPDIR"' EXIT

export TRYGGVEI_MODE=test TRYGGVEI_TIER=$tier DJANGO_ALLOW_ASYNC_UNSAFE=true
case $tier in
  run) export TRYGGVEI_FUZZ=${TRYGGVEI_FUZZ:-1000} ;;
  deep) export TRYGGVEI_FUZZ=${TRYGGVEI_FUZZ:-10000} TRYGGVEI_PROMISE_LEDGER=$TMPDIR/promises.jsonl ;;
  quick) export TRYGGVEI_FUZZ=${TRYGGVEI_FUZZ:-100} ;;
  *) echo "no such tier: $tier"; exit 64 ;;
esac

check=""
checking() { bash deploy/check.sh "$@" > "$TMPDIR/check.txt" 2>&1 & check=$!; }
checked() { # wait for it, and tell it once
  if [ "$check" ]; then wait "$check" || status=1; cat "$TMPDIR/check.txt"; check=""; fi
}
suite() { # what is said, which tests, more arguments of pytest…
  local said=$1 which=$2; shift 2
  echo "== $said"
  TRYGGVEI_STATE_DIR=$(mktemp -d "$TMPDIR/state.XXXX") $bin/pytest -n "${TRYGGVEI_WORKERS:-2}" --dist loadgroup \
    --durations=8 -m "$which" "$@" || status=1
}
finish() { echo "== $tier: $([ $status = 0 ] && echo green || echo RED) in $((SECONDS - began)) s"; exit $status; }

if [ "$tier" = quick ]; then
  checking without-types
  suite "quick, on SQLite" "not (deep or browser or own_server or postgres or oidc or drill or slow)" "$@"
  checked; finish
fi

if [ "$tier" = run ]; then checking; fi
bash deploy/browser.sh || exit 1
newer_node=$(bash deploy/node.sh) || exit 1
PATH=${newer_node:+$newer_node:}$PATH
export TRYGGVEI_TEST_HOUSE=$TMPDIR/house TRYGGVEI_TEST_BAKE=$TMPDIR/house/baked
$bin/python -m tests.prepared "$TRYGGVEI_TEST_HOUSE" || exit 1

dsn=${TRYGGVEI_TEST_PG_DSN:-postgresql://$(id -un)@127.0.0.1:5432/postgres}
if TRYGGVEI_TEST_PG_DSN="$dsn" $bin/python -c "
import os, psycopg
psycopg.connect(os.environ['TRYGGVEI_TEST_PG_DSN'], connect_timeout=3).close()" 2>/dev/null; then
  export TRYGGVEI_TEST_PG_DSN="$dsn" # the drills that want PostgreSQL too find it here
else
  unset TRYGGVEI_TEST_PG_DSN
fi

if [ "$tier" = run ]; then which="not deep"; more=(); else which="deep or wider or promise or hypothesis"; more=(-o timeout=3000); fi
if [ "${TRYGGVEI_TEST_PG_DSN:-}" ]; then
  DATABASE_URL="$dsn" suite "on PostgreSQL: every test once" "$which" "${more[@]}" "$@"
  checked
  mapfile -t files < <(grep -rlE "mark\.sqlite\b" tests --include='test_*.py')
  if [ ${#files[@]} = 0 ]; then echo "no test is marked sqlite"; status=1
  else suite "on SQLite, the demo's database: what is marked so" "sqlite and ($which)" "${more[@]}" "$@" "${files[@]}"; fi
else
  suite "on SQLite: every test but those of PostgreSQL" "not postgres and ($which)" "${more[@]}" "$@"
  if [ "${CI:-}" = true ]; then
    echo "PostgreSQL does not answer at ${dsn%%\?*}: CI must run the suite on it"; status=1
  else
    echo "!! NOT RUN on PostgreSQL: no server answers. Install it (Debian: apt-get install postgresql) or set TRYGGVEI_TEST_PG_DSN"
  fi
fi

checked
if [ "$tier" = run ]; then finish; fi
$bin/python -m tests.house.promises "$TRYGGVEI_PROMISE_LEDGER" "$(date +%F)" || status=1
if [ -e tests/planted/__main__.py ]; then echo "== planted faults"; $bin/python -m tests.planted || status=1; fi
echo "== what a visit leaves behind"
bash deploy/traces.sh || status=1
finish
