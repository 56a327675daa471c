#!/bin/sh
# Stands in for fakeroot's daemon, which would leave the process group (family.sh) and outlive a killed build. As
# fakeroot expects, it prints the daemon's key and process id, and closes its output.
set -eu
folder=$(mktemp -d)
mkfifo "$folder/key"
# What it is to remember comes in by standard input, which a shell takes from what it starts in the background.
exec 3<&0
faked-sysv --foreground "$@" <&3 > "$folder/key" 2> /dev/null &
exec 3<&-
read -r key < "$folder/key"
rm -r "$folder"
echo "$key"
