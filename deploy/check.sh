#!/usr/bin/env bash
# What must be clean beside the suite: style, types, floors, templates, content, guides.
# "without-types" leaves out mypy, which takes most of the time. It keeps its work in .mypy_cache.
set -uo pipefail
cd "$(dirname "$0")/.."
export TRYGGVEI_MODE=test
TRYGGVEI_STATE_DIR=$(mktemp -d); export TRYGGVEI_STATE_DIR
trap 'rm -rf "$TRYGGVEI_STATE_DIR"' EXIT
bin=.venv/bin; failed=()
step() { # name, command…
  local name=$1; shift
  local began=$SECONDS
  if output=$("$@" 2>&1); then printf 'ok    %-34s %3d s\n' "$name" $((SECONDS - began))
  else printf 'FAIL  %-34s\n%s\n' "$name" "$output"; failed+=("$name"); fi
}
step "ruff: rules" $bin/ruff check .
step "ruff: format" $bin/ruff format --check .
[ "${1:-}" = without-types ] || step "mypy: strict types" $bin/mypy tryggvei tests bench
step "floors and front doors" env PYTHONPATH=. $bin/lint-imports
step "templates" $bin/djlint tryggvei --lint --quiet
step "django: staff face" env DJANGO_SETTINGS_MODULE=tryggvei.site.settings.staff $bin/python manage.py check
step "django: public face" env DJANGO_SETTINGS_MODULE=tryggvei.site.settings.public $bin/python manage.py check
step "migrations are complete" env DJANGO_SETTINGS_MODULE=tryggvei.site.settings.staff $bin/python manage.py makemigrations --check --dry-run
step "content pack" $bin/python manage.py content check
step "guides" $bin/python manage.py guides check
step "style sheets are current" $bin/python manage.py build_css --check
step "translations are current" $bin/python manage.py catalogues --check
if [ ${#failed[@]} -gt 0 ]; then echo "make check: ${#failed[@]} failed: ${failed[*]}"; exit 1; fi
echo "make check: all clean"
