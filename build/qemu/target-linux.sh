# shellcheck shell=bash disable=SC2034
# What is particular to building for Linux. Read by compile.sh.
tool='' exe=''
cmake_target=() autotools_target=()
meson_target=(--native-file "$work/linux.meson")
qemu_target=(--disable-pie)
qemu_cflags="-ffunction-sections -fdata-sections $no_paths"
# a build id is made from what strip takes away as well, and that knows the folder of the build
qemu_ldflags='-Wl,--build-id=none'

target_setup() {
  cat >"$work/linux.meson" <<END
[binaries]
pkg-config = '$work/bin/pkg-config'
[built-in options]
c_args = [$(quoted $cflags -I"$prefix"/include)]
c_link_args = ['-L$prefix/lib']
END
}

quoted() { printf "'%s', " "$@"; }
