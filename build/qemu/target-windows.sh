# shellcheck shell=bash disable=SC2034
# What is particular to building for Windows with Debian's mingw-w64. Read by compile.sh.
host=x86_64-w64-mingw32
tool=$host- exe=.exe
cmake_target=(-DCMAKE_TOOLCHAIN_FILE="$work/windows.cmake")
autotools_target=(--host=$host)
meson_target=(--cross-file "$work/windows.meson")
qemu_target=(--cross-prefix=$tool --disable-stack-protector)
# no sections of their own for functions: qemu declares exception handlers in assembler, which does not follow them
qemu_cflags=$no_paths
qemu_ldflags="-Wl,--no-insert-timestamp $work/manifest.o"

target_setup() {
  cat >"$work/windows.meson" <<END
[binaries]
c = '${tool}gcc'
cpp = '${tool}g++'
ar = '${tool}ar'
nm = '${tool}nm'
ranlib = '${tool}ranlib'
strip = '${tool}strip'
windres = '${tool}windres'
pkg-config = '$work/bin/pkg-config'
[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
[built-in options]
c_args = [$(quoted $cflags -I"$prefix"/include)]
cpp_args = [$(quoted $cflags -I"$prefix"/include)]
c_link_args = ['-L$prefix/lib', '-static-libgcc']
cpp_link_args = ['-L$prefix/lib', '-static-libgcc', '-static-libstdc++']
END
  cat >"$work/windows.cmake" <<END
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER ${tool}gcc)
set(CMAKE_RC_COMPILER ${tool}windres)
set(CMAKE_FIND_ROOT_PATH $prefix /usr/$host)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
END
  # only the manifest: qemu links a version of its own, and two make a resource tree that Windows cannot read
  printf '1 24 "%s"\n' "$here/windows.manifest" >"$work/manifest.rc"
  "${tool}windres" "$work/manifest.rc" -O coff -o "$work/manifest.o"
  ln -sf pkg-config "$work/bin/${tool}pkg-config"
  once intl build_intl
}

quoted() { printf "'%s', " "$@"; }

# glib calls gettext; translations of qemu's messages are not needed
build_intl() {
  enter intl
  cp "$here/untranslated/libintl.h" "$prefix/include/"
  cflags="$cflags -I$prefix/include" archive libintl.a "$here/untranslated/libintl.c"
}
