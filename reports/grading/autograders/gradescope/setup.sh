#!/bin/sh
# Gradescope runs this as root, once, when it builds the container out of what a course uploads (see ../COURSE-SYSTEMS.md).
# What is done is the same as in the lab's own container (fixtures/provisioning/Dockerfile).
set -eu
autograder=${AUTOGRADER:-/autograder}
source=$autograder/source
export XDG_CACHE_HOME="$autograder/cache"

if [ -f "$source/lab.env" ]; then
  set -a
  # shellcheck source=/dev/null
  . "$source/lab.env"
  PROVISION=1
  set +a
fi
exec sh "$source/virtio-studio/fixtures/provisioning/container.sh" "$autograder/node"
