#!/bin/sh
# Run by mmdebstrap in a finished root ($1): makes it an image that boots anywhere, and lays its parts out in $2.
set -eu
root=$1
parts=$2
echo 'LABEL=root / ext4 errors=remount-ro 0 1' > "$root/etc/fstab"
# Both are made at the first boot.
: > "$root/etc/machine-id"
rm -f "$root/etc/hostname"
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*
cp -L "$root/vmlinuz" "$parts/kernel"
cp -L "$root/initrd.img" "$parts/initramfs"
cp "$root/usr/lib/systemd/boot/efi/linuxx64.efi.stub" "$parts/stub"
# A second look at the same root, without /proc and /sys, which are mounted on it.
bare=$(mktemp -d)
mount --bind "$root" "$bare"
mke2fs -q -t ext4 -L root -E root_owner=0:0 -d "$bare" "$parts/root.img" 2G
umount "$bare"
rmdir "$bare"
