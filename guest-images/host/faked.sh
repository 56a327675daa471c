#!/bin/sh
# Stands in for fakeroot's daemon, which would leave the process group (family.sh) and outlive a killed build. As
# fakeroot expects, it prints the daemon's key and process id, and closes its output.
set -eu
folder=$(mktemp -d)
mkfifo "$folder/key"
faked-sysv --foreground "$@" < /dev/null > "$folder/key" 2> /dev/null &
read -r key < "$folder/key"
rm -r "$folder"
echo "$key"
