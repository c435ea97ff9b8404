# ---- drivers

bytes_at() { dd if="$1" bs=1 skip="$2" count="$3" 2>/dev/null; }
hex_at() { bytes_at "$1" "$2" "$3" | od -An -tx1 | tr -d ' \n'; }

# main_archive FILE: where the archive that holds the modules begins. A small one with processor code may come first.
main_archive() {
  offset=0
  entries=0
  while [ $entries -lt 64 ] && [ "$(bytes_at "$1" $offset 6 | tr -d '\000')" = 070701 ]; do
    file_size=$(bytes_at "$1" $((offset + 54)) 8)
    name_size=$(bytes_at "$1" $((offset + 94)) 8)
    case $file_size$name_size in *[!0-9A-Fa-f]* | '') break ;; esac
    name=$(bytes_at "$1" $((offset + 110)) 10)
    offset=$((offset + (110 + 0x$name_size + 3) / 4 * 4 + (0x$file_size + 3) / 4 * 4))
    entries=$((entries + 1))
    if [ "$name" = 'TRAILER!!!' ]; then
      offset=$(((offset + 511) / 512 * 512))
      tries=0
      while [ $tries -lt 64 ] && [ "$(hex_at "$1" $offset 4)" = 00000000 ]; do
        offset=$((offset + 512))
        tries=$((tries + 1))
      done
      echo $offset
      return
    fi
  done
  echo 0
}

# unpacked FILE: the content of an initramfs on standard output, or nothing when its packing is not known here
unpacked() {
  start=$(main_archive "$1")
  [ -n "$(hex_at "$1" "$start" 1)" ] || start=0
  case $(hex_at "$1" "$start" 4) in
    1f8b*) unpacker=gzip ;;
    fd377a58) unpacker=xz ;;
    5d0000*) unpacker=lzma ;;
    28b52ffd) unpacker=zstd ;;
    425a68*) unpacker=bzip2 ;;
    02214c18 | 04224d18) unpacker=lz4 ;;
    894c5a4f) unpacker=lzop ;;
    30373037) unpacker='cat' ;;
    *) return 1 ;;
  esac
  command -v $unpacker >/dev/null 2>&1 || return 1
  if [ $unpacker = cat ]; then tail -c "+$((start + 1))" "$1"; else tail -c "+$((start + 1))" "$1" | $unpacker -dc 2>/dev/null; fi
}

# driver NAME OPTION KERNEL FILE: built-in, initramfs, missing or unknown
driver() {
  if [ -r "$ROOT/boot/config-$3" ] && grep -q "^$2=y" "$ROOT/boot/config-$3"; then echo built-in; return; fi
  if grep -q "/$1\.ko" "$ROOT/lib/modules/$3/modules.builtin" 2>/dev/null; then echo built-in; return; fi
  if [ -z "$4" ]; then echo unknown; return; fi
  if [ "$modules" = unknown ]; then echo unknown; return; fi
  if printf '%s\n' "$modules" | grep -q "^$1$"; then echo initramfs; else echo missing; fi
}

check_drivers() {
  virtio=ok
  virtio_seen=
  nvme=ok
  nvme_seen=
  for folder in "$ROOT"/lib/modules/*; do
    [ -d "$folder" ] || continue
    version_of=${folder##*/}
    [ $live = yes ] && [ "$version_of" != "$kernel" ] && continue
    image=
    for file in "$ROOT/boot/initramfs-$version_of.img" "$ROOT/boot/initrd.img-$version_of" "$ROOT/boot/initrd-$version_of" \
      "$ROOT/boot/initrd-$version_of.img" "$ROOT/boot/initramfs-${version_of##*-}"; do
      if [ -r "$file" ]; then image=$file; break; fi
    done
    modules=unknown
    if [ -n "$image" ]; then
      # only the names of files count: lists such as modules.order name every module of the kernel, packed or not
      modules=$(unpacked "$image" | tr -c 'A-Za-z0-9_./+-' '\n' | sed -n 's,^.*lib/\(modules/.*/\)\{0\,1\}\(virtio[a-z_]*\)\.ko.*,\2,p;s,^.*lib/\(modules/.*/\)\{0\,1\}\(nvme\)\.ko.*,\2,p;s,^.*TRAILER$,TRAILER,p' | sort -u)
      # an archive that could be read has its end mark; without it we saw nothing
      case $modules in *TRAILER*) ;; *) modules=unknown ;; esac
    fi
    for pair in virtio_pci=CONFIG_VIRTIO_PCI virtio_blk=CONFIG_VIRTIO_BLK; do
      where=$(driver "${pair%=*}" "${pair#*=}" "$version_of" "$image")
      virtio_seen="${virtio_seen}kernel $version_of: ${pair%=*} $where${image:+ ($(shown "$image"))}$nl"
      case $where in missing) virtio=problem ;; unknown) [ $virtio = ok ] && virtio=unknown ;; esac
    done
    where=$(driver nvme CONFIG_BLK_DEV_NVME "$version_of" "$image")
    nvme_seen="${nvme_seen}kernel $version_of: nvme $where$nl"
    case $where in missing) nvme=warning ;; unknown) [ $nvme = ok ] && nvme=unknown ;; esac
  done
  if [ -z "$virtio_seen" ]; then virtio=unknown virtio_seen="no folder of modules for the kernel" nvme=unknown nvme_seen=$virtio_seen; fi
  item virtio $virtio "$virtio_seen"
  item nvme $nvme "$nvme_seen"

  major=$(printf '%s' "$kernel" | sed -n 's/^\([0-9]*\)\.\([0-9]*\).*/\1/p')
  minor=$(printf '%s' "$kernel" | sed -n 's/^\([0-9]*\)\.\([0-9]*\).*/\2/p')
  if [ -z "$major" ]; then item kernel unknown 'the version of the kernel is not known'
  elif [ "$major" -lt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -lt 3 ]; }; then item kernel warning "kernel $kernel is older than 3.3"
  else item kernel ok "kernel $kernel"; fi
}

