#!/usr/bin/env bash
# One worker for each GPU that this container sees; without any, LOSSLAND_WORKERS of them, or one less than the cores.
# Ends when one of them does, so that the container is started anew.
set -euo pipefail
: "${SCHEDULER:?address of the scheduler, tcp://host:port or tls://host:port}"

gpus=0
if command -v nvidia-smi >/dev/null; then
  gpus=$(nvidia-smi --list-gpus 2>/dev/null | grep -c '^GPU ' || true)
fi

trap 'trap - TERM INT; kill $(jobs -p) 2>/dev/null; wait; exit 0' TERM INT
if [ "$gpus" -gt 0 ]; then
  for ((gpu = 0; gpu < gpus; gpu++)); do
    CUDA_VISIBLE_DEVICES=$gpu lossland worker "$SCHEDULER" &
  done
else
  cores=$(nproc)
  for ((left = ${LOSSLAND_WORKERS:-$((cores > 1 ? cores - 1 : 1))}; left > 0; left--)); do
    lossland worker "$SCHEDULER" &
  done
fi
wait -n || true
echo "a worker has ended" >&2
kill $(jobs -p) 2>/dev/null || true
wait || true
exit 1
