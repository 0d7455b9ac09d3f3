#!/usr/bin/env bash
# as.sh public|staff|worker|owner COMMAND…: run a command as that process of the house: with its
# user, its groups and its settings, in the folder of the program. For root. `owner` is PostgreSQL's
# own superuser: it migrates and makes the roles, and nothing that runs uses it.
set -euo pipefail
process=$1; shift
user=tryggvei-$process; if [ "$process" = owner ]; then user=postgres; fi
set -a; . /etc/tryggvei/common.env; . "/etc/tryggvei/$process.env"; set +a
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 HOME=/nonexistent
exec setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups "$@"
