#!/bin/sh
# Builds kernel.wasm, which is committed beside its sources, with Debian 12's clang-16 and lld-16:
#
#   build.sh           writes kernel.wasm, and kernel.sha256: its hash and those of its sources, so that
#                      a test can tell without a compiler that they belong together
#   build.sh --check   builds into a temporary folder and fails unless that gives the committed bytes
#
# What is missing of the two packages is installed with apt-get, for which it must run as root. The
# same sources give the same bytes: nothing of the machine, its paths or the date gets into the file.
set -eu
cd "$(dirname "$0")"

need() {
  command -v "$1" >/dev/null || missing="$missing $2"
}
missing=""
need clang-16 clang-16
need wasm-ld-16 lld-16
if [ -n "$missing" ]; then
  apt-get update
  # shellcheck disable=SC2086 # one word for each package
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for source in anime4k pixels weights winograd; do
  # -ffast-math: no value here is ever infinite or NaN. No file decides by it what it computes at run time.
  clang-16 --target=wasm32 -std=c17 -Wall -Wextra -Werror -O3 -ffast-math -ffreestanding -nostdlib \
    -msimd128 -c "$source.c" -o "$folder/$source.o"
done
# The linker is called by itself: clang would run whichever wasm-opt is in the path, too.
(cd "$folder" && wasm-ld-16 --no-entry --import-memory --export=__heap_base --strip-all \
  -z stack-size=65536 anime4k.o pixels.o weights.o winograd.o -o kernel.wasm)

if [ "${1:-}" != "--check" ]; then
  cp "$folder/kernel.wasm" kernel.wasm
  chmod 644 kernel.wasm
  sha256sum kernel.wasm build.sh simd.h transforms.h anime4k.c pixels.c weights.c winograd.c >kernel.sha256
elif ! cmp "$folder/kernel.wasm" kernel.wasm || ! sha256sum --check --quiet kernel.sha256; then
  echo "kernel.wasm is not what its sources give: run $0 and commit the result." >&2
  exit 1
fi
cat kernel.sha256
