#!/usr/bin/env bash
# Installs the deb that was just made, starts the program, uses its qemu-img, and removes it again. For a machine that may
# be changed: it needs sudo and a display.
set -euo pipefail

deb=$(echo release/*.deb)
place='/opt/ECS Image Migrator'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# starts ARGUMENT…: still running after a while, with its data folder made
starts() {
  "$@" --data-dir "$scratch/data" &
  local pid=$!
  for _ in $(seq 60); do
    sleep 1
    kill -0 "$pid" || { echo "it ended by itself" && return 1; }
    [ -d "$scratch/data/migrations" ] && break
  done
  kill "$pid"
  wait "$pid" || true
  [ -d "$scratch/data" ]
  rm -rf "$scratch/data"
}

sudo apt-get install -q -y "./$deb"
test -x "$place/ecs-image-migrator"
(cd "$place/resources/qemu" && sha256sum --check --quiet SHA256SUMS)
mkdir "$scratch/数据盘"
"$place/resources/qemu/qemu-img" create -q -f qcow2 "$scratch/数据盘/磁盘.qcow2" 1G
"$place/resources/qemu/qemu-img" convert -f qcow2 -O vpc "$scratch/数据盘/磁盘.qcow2" "$scratch/数据盘/磁盘.vhd"
starts "$place/ecs-image-migrator"
sudo apt-get remove -q -y ecs-image-migrator
test ! -e "$place"

image=$(echo release/*.AppImage)
chmod +x "$image"
APPIMAGE_EXTRACT_AND_RUN=1 starts "$image"
echo 'installed, started and removed'
