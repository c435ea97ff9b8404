# shellcheck shell=bash
# The libraries inside the programs, each as a static archive under $prefix. Read by compile.sh.

# once NAME FUNCTION: runs it unless it has run before in this work folder; what it prints goes to NAME.log
once() {
  [ -e "$work/$1.done" ] && return
  local began=$SECONDS status=0
  echo "  $target: $1 …"
  # a subshell of its own, not part of a condition: else `set -e` would be off in it
  set +e
  (
    set -e
    "$2"
  ) >"$work/$1.log" 2>&1
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then
    tail -n 40 "$work/$1.log" >&2
    echo "$1 for $target could not be built; all of its output: $work/$1.log" >&2
    exit 1
  fi
  echo "  $target: $1 took $((SECONDS - began)) s"
  touch "$work/$1.done"
}

# enter NAME: an empty build folder for it
enter() {
  rm -rf "${work:?}/$1"
  mkdir -p "$work/$1"
  cd "$work/$1"
}

# archive NAME FILE…: compiles plain C files into lib/NAME
archive() {
  local name=$1 file
  shift
  for file; do printf '%s\0' "$file"; done |
    xargs -0 -P"$jobs" -I{} sh -c '"$0" $1 -c "$2" -o "$(basename "$2").o"' "${tool}gcc" "$cflags" {}
  rm -f "$prefix/lib/$name"
  "${tool}ar" rcsD "$prefix/lib/$name" ./*.o
}

# describe NAME VERSION LINK: how pkg-config tells others of it
describe() {
  printf '%s\n' "Name: $1" "Description: $1" "Version: $2" "Libs: -L$prefix/lib $3" "Cflags: -I$prefix/include" \
    >"$prefix/lib/pkgconfig/$1.pc"
}

version_of() { dpkg-parsechangelog -l "$sources/$1/debian/changelog" -S Version | sed 's/^[0-9]*://; s/[-+].*//'; }

build_zlib() {
  enter zlib
  archive libz.a "$sources"/zlib/*.c
  cp "$sources"/zlib/{zlib,zconf}.h "$prefix/include/"
  describe zlib 1.3.1 -lz
}

build_zstd() {
  enter zstd
  local lib=$sources/libzstd/lib
  # the assembler part is left out: Windows and Linux then run the same code
  cflags="$cflags -DZSTD_DISABLE_ASM" archive libzstd.a "$lib"/{common,compress,decompress}/*.c
  cp "$lib"/zstd.h "$lib"/zstd_errors.h "$prefix/include/"
  describe libzstd "$(version_of libzstd)" -lzstd
}

# glib's regular expressions need it
build_pcre2() {
  enter pcre2
  cmake -S "$sources/pcre2" -B . -G Ninja "${cmake_target[@]}" -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS="$cflags" \
    -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF -DBUILD_STATIC_LIBS=ON \
    -DPCRE2_BUILD_PCRE2_8=ON -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF -DPCRE2_SUPPORT_JIT=OFF
  ninja -j"$jobs" install
}

# configured NAME OPTION…: a library that comes with a configure script, made ready in its build folder
configured() {
  local name=$1
  shift
  enter "$name"
  CC=${tool}gcc CFLAGS=$cflags CPPFLAGS=-I$prefix/include LDFLAGS=-L$prefix/lib PKG_CONFIG=$work/bin/pkg-config \
    "$sources/$name/configure" "${autotools_target[@]}" --prefix="$prefix" --libdir="$prefix/lib" \
    --disable-shared --enable-static "$@"
}

# autotools NAME OPTION…: the same, made and installed the usual way
autotools() {
  configured "$@"
  make -j"$jobs"
  make install
}

# glib asks for it (gobject), the programs do not contain it
build_libffi() { autotools libffi --disable-docs --disable-multi-os-directory; }

build_glib() {
  enter glib
  "$meson" setup . "$sources/glib2.0" "${meson_target[@]}" --prefix="$prefix" --libdir=lib --default-library=static \
    --buildtype=release -Doptimization=2 --wrap-mode=nofallback -Dtests=false -Dinstalled_tests=false \
    -Dintrospection=disabled -Dnls=disabled -Ddocumentation=false -Dman-pages=disabled -Ddtrace=disabled \
    -Dsystemtap=disabled -Dsysprof=disabled -Dlibelf=disabled -Dselinux=disabled -Dlibmount=disabled -Dxattr=false \
    -Dglib_debug=disabled
  # places for translations, state and names of character sets, which the programs never need, would name the folder of the build
  sed -i "s|\"$prefix/|\"/usr/|" config.h
  sed -i "s|_DIR=\"$prefix/|_DIR=\"/usr/|" build.ninja
  # the one library out of four that is needed, put in place by hand: "install" would compile all of them
  ninja -j"$jobs" glib/libglib-2.0.a gmodule/gmodule-visibility.h
  local headers=$prefix/include/glib-2.0
  mkdir -p "$headers/glib/deprecated" "$headers/gmodule" "$prefix/lib/glib-2.0/include"
  cp "$sources"/glib2.0/glib/*.h glib/*.h "$headers/glib/"
  cp "$sources"/glib2.0/glib/deprecated/*.h "$headers/glib/deprecated/"
  cp "$sources"/glib2.0/glib/glib{,-unix}.h "$headers/"
  # qemu asks for this one everywhere, and calls nothing of it
  cp "$sources"/glib2.0/gmodule/gmodule.h "$headers/"
  cp gmodule/gmodule-visibility.h "$headers/gmodule/"
  cp glib/glibconfig.h "$prefix/lib/glib-2.0/include/"
  cp glib/libglib-2.0.a "$prefix/lib/"
  cp meson-private/glib-2.0.pc "$prefix/lib/pkgconfig/"
}

build_gmp() { autotools gmp --disable-assembly; }

build_nettle() {
  autotools nettle --disable-documentation --disable-openssl --disable-fat --with-include-path="$prefix/include" \
    --with-lib-path="$prefix/lib"
}

# only what a session by shared key needs: no certificates of the system, no hardware keys, no compression
build_gnutls() {
  configured gnutls28 --with-included-libtasn1 --with-included-unistring --without-p11-kit --without-idn \
    --without-tpm --without-tpm2 --without-zlib --without-brotli --without-zstd --disable-libdane --disable-nls \
    --disable-doc --disable-tools --disable-cxx --disable-tests --disable-maintainer-mode \
    --without-default-trust-store-file --without-default-trust-store-dir
  make -j"$jobs" -C gl
  make -j"$jobs" -C lib install
}
