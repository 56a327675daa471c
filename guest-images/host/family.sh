#!/bin/sh
# Runs a command that dies with all its children when standard input ends, which it does when the runner ends in any
# way, kill -9 included. Must be the leader of a process group.
exec 3<&0
"$@" 3<&- < /dev/null &
command=$!
{ cat <&3; kill -KILL 0; } > /dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$command"
status=$?
kill "$watcher"
exit "$status"
