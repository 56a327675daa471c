#!/bin/sh
# Run under fakeroot: makes the disk of a root that lay-root.sh has finished.
# Arguments: ROOT KERNEL INITRAMFS DISK SIZE LABEL.
set -eu
root=$1 kernel=$2 initramfs=$3 disk=$4 size=$5 label=$6

# Without fakeroot's book all would belong to root.
[ "$(stat -c %u "$root/home/ubuntu")" = 1000 ] || { echo "fakeroot has forgotten whose each file is" >&2; exit 1; }

install -m 444 "$kernel" "$root/boot/kernel"
install -m 444 "$initramfs" "$root/boot/initramfs.img"

# The tables are written now: else the guest's kernel writes them in the background, beside the first measurement.
truncate -s "$size" "$disk"
MKE2FS_CONFIG="$(dirname "$0")/mke2fs.conf" mke2fs -q -F -t ext4 -L "$label" -E lazy_itable_init=0,lazy_journal_init=0 -d "$root" "$disk"
