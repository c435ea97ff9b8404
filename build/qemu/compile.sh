#!/usr/bin/env bash
# Compiles qemu-img and qemu-nbd, and every library inside them, for one system: what is built and with which options.
#   compile.sh windows|linux SOURCES WORK OUT
# SOURCES: unpacked source packages. WORK: scratch. OUT: where the finished programs go.
set -euo pipefail

target=$1 sources=$2 work=$3/$1 out=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
meson=$3/meson/usr/bin/meson
prefix=$work/prefix
jobs=$(nproc)
export LC_ALL=C.UTF-8 TZ=UTC
# /usr/bin first: a Python or CMake of the person's own must not take part
export PATH=$work/bin:/usr/sbin:/usr/bin:/sbin:/bin
unset CFLAGS CXXFLAGS CPPFLAGS LDFLAGS PYTHONPATH
# strip stamps the time of day into a Windows program unless told another
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l "$sources/qemu/debian/changelog" -S Timestamp)
export SOURCE_DATE_EPOCH
qemu_version=$(dpkg-parsechangelog -l "$sources/qemu/debian/changelog" -S Version)

# neither the folder of the build nor that of the sources may be found in a program
no_paths="-ffile-prefix-map=$work=. -ffile-prefix-map=$sources=src"
cflags="-O2 -ffunction-sections -fdata-sections $no_paths"

# shellcheck source=build/qemu/target-windows.sh
# shellcheck source=build/qemu/target-linux.sh
. "$here/target-$target.sh"
# shellcheck source=build/qemu/libraries.sh
. "$here/libraries.sh"

qemu_options=(
  --without-default-features --enable-tools --static
  --disable-system --disable-user --disable-docs --disable-modules --disable-download --disable-install-blobs
  # every format we read or write, and those a person may hand us by mistake
  --enable-vmdk --enable-vpc --enable-vhdx --enable-vdi --enable-qcow1 --enable-qed
  --enable-parallels --enable-dmg --enable-cloop --enable-bochs --enable-zstd
  # keeps other users of the machine from a disk that qemu-nbd serves on loopback
  --enable-gnutls
  --python=/usr/bin/python3
  # which revision it was made from: "qemu-img --version" tells
  --with-pkgversion="Debian sources $qemu_version"
)

build_qemu() {
  enter qemu
  local ldflags="-L$prefix/lib -Wl,--gc-sections $qemu_ldflags"
  # configure and ninja both start meson by way of a Python environment of their own
  export PYTHONPATH=${meson%/bin/meson}/lib/python3/dist-packages
  PKG_CONFIG=$work/bin/pkg-config "$sources/qemu/configure" "${qemu_options[@]}" "${qemu_target[@]}" \
    --extra-cflags="-I$prefix/include $qemu_cflags" --extra-ldflags="$ldflags"
  ninja -j"$jobs" "qemu-img$exe" "qemu-nbd$exe"
}

collect() {
  mkdir -p "$out"
  for program in qemu-img qemu-nbd; do
    install -m755 "$work/qemu/$program$exe" "$out/$program$exe"
    "${tool}strip" --strip-all "$out/$program$exe"
  done
}

mkdir -p "$work/bin" "$prefix/include" "$prefix/lib/pkgconfig"
cat >"$work/bin/pkg-config" <<END
#!/bin/sh
PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig PKG_CONFIG_PATH= exec /usr/bin/pkg-config --static "\$@"
END
chmod +x "$work/bin/pkg-config"
target_setup
for piece in gmp nettle gnutls zlib zstd pcre2 libffi glib qemu; do once "$piece" "build_$piece"; done
collect
