#!/usr/bin/env bash
# Builds the kube-apiserver of Debian's source package (Kubernetes 1.20.2, which has no binary package) and keeps it,
# compressed, in the user's cache: there the tests of the kubernetes connector find it. Once; a few minutes, 3 GB for
# that time. Needs root for apt-get, and the package registries. Ends within KUBE_BUILD_SECONDS (360) in any case.
set -euo pipefail

version=1.20.2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cadastre
binary=$cache/kube-apiserver-$version.xz

[ -f "$binary" ] && exit 0
[ "$(uname -m)" = x86_64 ] || { echo "kube-apiserver is built on x86_64 only." >&2; exit 1; }
if [ "${1:-}" != --bounded ]; then exec timeout --kill-after=10 "${KUBE_BUILD_SECONDS:-360}" "$0" --bounded; fi

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir -p "$cache" "$work/lists/partial" "$work/parts"

export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install -y --no-install-recommends \
  golang-go dpkg-dev rsync jq make xz-utils etcd-server etcd-client golang-github-modern-go-reflect2-dev >/dev/null

# The sources of the same distribution, without a change to this machine's own list.
if [ -f /etc/apt/sources.list.d/debian.sources ]; then
  sed -E 's/^Types: deb$/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >"$work/parts/src.sources"
else
  sed -nE 's/^deb /deb-src /p' /etc/apt/sources.list >"$work/parts/src.list"
fi
apt=(apt-get -qq -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$work/parts" -o "Dir::State::Lists=$work/lists")
cd "$work"
"${apt[@]}" update
"${apt[@]}" source kubernetes

cd kubernetes-1.20*/
# The vendored 1.0.1 crashes when it was compiled by Go 1.18 or later.
rm -f vendor/github.com/modern-go/reflect2/*.{go,s}
cp /usr/share/gocode/src/github.com/modern-go/reflect2/*.{go,s} vendor/github.com/modern-go/reflect2/
mkdir -p .go/src/k8s.io
ln -sfn ../../.. .go/src/k8s.io/kubernetes
GOPATH=$PWD/.go CGO_ENABLED=0 HOME=$work make WHAT=cmd/kube-apiserver GOLDFLAGS='-s -w'

xz -T0 -3 -c _output/local/bin/linux/amd64/kube-apiserver >"$binary.part"
mv "$binary.part" "$binary"
echo "kube-apiserver $version is in $binary."
