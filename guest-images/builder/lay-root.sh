#!/bin/sh
# Run under fakeroot: does to an unpacked root what maintainer scripts would have done, lays the lab's own files over
# it. Arguments: ROOT OVERLAY KERNEL_RELEASE, then paths in the root to leave out.
set -eu
root=$1 overlay=$2 release=$3
shift 3

for path; do
  # Unquoted: the paths may hold patterns.
  rm -rf "$root"/$path
done
rm -rf "$root"/var/cache/apt "$root"/var/lib/apt/lists "$root"/etc/apt/apt.conf.d/99mmdebstrap "$root"/boot/vmlinu*
rm -rf "$root/var/run" "$root/var/lock"
ln -s /run "$root/var/run"
ln -s /run/lock "$root/var/lock"

cp -R --no-preserve=all --preserve=mode "$overlay/." "$root/"
ln -sf dash "$root/usr/bin/sh"
ln -sf mawk "$root/usr/bin/awk"
ln -sf which.debianutils "$root/usr/bin/which"
ln -sf ../bin/busybox "$root/usr/sbin/init"
for name in halt poweroff reboot; do
  ln -sf ../bin/busybox "$root/usr/sbin/$name"
done
mkdir -p "$root/usr/lib/lab"
ln -sf ../../bin/busybox "$root/usr/lib/lab/login"
ln -sf ../proc/self/mounts "$root/etc/mtab"

mkdir -p "$root/home/ubuntu"
chown -R 1000:1000 "$root/home/ubuntu"
chown 0:42 "$root/etc/shadow"
chmod 640 "$root/etc/shadow"
chmod 440 "$root"/etc/sudoers.d/*
# Debian gives ping a file capability in its maintainer script.
chmod u+s "$root/usr/bin/ping"
chmod 1777 "$root/tmp" "$root/var/tmp"
depmod -b "$root" "$release"
