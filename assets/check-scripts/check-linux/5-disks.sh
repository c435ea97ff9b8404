# ---- disks

by_name='/dev/\(sd\|hd\|xvd\|vd\|nvme\|cciss\|mmcblk\)'
check_fstab() {
  if [ ! -r "$ROOT/etc/fstab" ]; then item fstab unknown 'no /etc/fstab'; item extra-mounts unknown 'no /etc/fstab'; return; fi
  found=$(lines /etc/fstab | grep "^$by_name" | sed 's,^,/etc/fstab: ,')
  if [ -n "$found" ]; then item fstab problem "$found"
  elif [ -z "$(lines /etc/fstab)" ]; then item fstab unknown "nothing in /etc/fstab"
  else item fstab ok "$(lines /etc/fstab | sed 's,^,/etc/fstab: ,')"; fi
  found=$(lines /etc/fstab | awk '$3 ~ /^(nfs|nfs4|cifs|smbfs|smb3|glusterfs|ceph|lustre|9p|vboxsf|fuse\..*)$/ || $4 ~ /_netdev/ ||
    $2 ~ /^\/(mnt|media|data|srv|opt\/data)(\/|[0-9]*$)/ { print "/etc/fstab: " $0 }')
  if [ -n "$found" ]; then item extra-mounts warning "$found"; else item extra-mounts ok 'no shares or other disks in /etc/fstab'; fi
}

check_boot_loader() {
  found=
  seen=
  for file in "$ROOT"/boot/grub/menu.lst "$ROOT"/boot/grub/grub.conf "$ROOT"/boot/grub/grub.cfg "$ROOT"/boot/grub2/grub.cfg \
    "$ROOT"/boot/efi/EFI/*/grub.cfg "$ROOT"/boot/loader/entries/*.conf "$ROOT"/boot/extlinux.conf "$ROOT"/etc/default/grub; do
    [ -r "$file" ] || continue
    name=$(shown "$file")
    [ "$name" = /etc/default/grub ] || seen="$seen$name$nl"
    line=$(lines "$name" | grep "root=$by_name" | head -n 1)
    [ -n "$line" ] && add "$name: $line"
  done
  if [ -n "$found" ]; then item boot-loader problem "$found"
  elif [ -n "$seen" ]; then item boot-loader ok "$seen"
  else item boot-loader warning 'no configuration of a boot loader found'; fi
}

check_partitions() {
  found=
  case $root_name in /dev/mapper/* | /dev/dm-*) add "the root is on LVM or another mapping: $root_name" ;; esac
  if printf '%s' "$root_name" | grep -q '^/dev/[A-Za-z][^/]*/[^/]*$' && ! printf '%s' "$root_name" | grep -q '^/dev/\(mapper\|disk\|cciss\)/'; then
    add "the root is on LVM: $root_name"
  fi
  line=$(lines /etc/fstab | awk '$3 == "swap" && ($1 !~ /^\// || $1 ~ /^\/dev\//) { print "/etc/fstab: " $0 }')
  [ -n "$line" ] && add "a swap partition: $line"
  if [ $live = yes ] && [ -r "/sys/class/block/${root_name##*/}/start" ]; then
    start=$(cat "/sys/class/block/${root_name##*/}/start")
    for part in "/sys/class/block/${root_name##*/}"/../*/start; do
      [ -r "$part" ] && [ "$(cat "$part")" -gt "$start" ] && add "a partition lies behind the root: ${part%/start}"
    done
  fi
  if [ -n "$found" ]; then item partitions warning "$found"
  elif [ -z "$root_name" ]; then item partitions unknown 'the root is not known'
  else item partitions ok "the root is $root_name"; fi
  line=$(lines /etc/crypttab)
  if [ -n "$line" ]; then item encryption warning "/etc/crypttab: $line"; else item encryption ok 'nothing in /etc/crypttab'; fi
}

check_file_system() {
  case $root_type in
    xfs | ext3 | ext4) item file-system ok "the root is $root_type" ;;
    ext2 | ufs | udf) item file-system warning "the root is $root_type" ;;
    '') item file-system unknown 'the type of the root is not known' ;;
    *) item file-system problem "the root is $root_type" ;;
  esac
  case $root_type in xfs | btrfs) item ext4-features not-applicable "the root is $root_type"; return ;; esac
  features=
  if [ -n "$root_device" ] && command -v tune2fs >/dev/null 2>&1; then
    features=$(tune2fs -l "$root_device" 2>/dev/null | sed -n 's/^Filesystem features: *//p')
  fi
  if [ -z "$features" ]; then item ext4-features unknown 'tune2fs gave no answer: run as root'; return; fi
  case " $features " in
    *' project '*' quota '* | *' quota '*' project '*) item ext4-features problem "project and quota are both on: $features" ;;
    *' 64bit '*) item ext4-features warning "64bit is on: $features" ;;
    *) item ext4-features ok "$features" ;;
  esac
}

check_space() {
  if [ $live = no ]; then item free-space unknown 'not measured for a mounted system'; return; fi
  blocks=$(df -P / 2>/dev/null | awk 'NR == 2 { sub(/%/, "", $5); print $5 }')
  inodes=$(df -P -i / 2>/dev/null | awk 'NR == 2 { sub(/%/, "", $5); print $5 }')
  case $blocks in '' | *[!0-9]*) item free-space unknown 'df gave no answer'; return ;; esac
  case $inodes in '' | *[!0-9]*) inodes=0 ;; esac
  text="used of the root: $blocks % of the space, $inodes % of the inodes"
  if [ "$blocks" -ge 99 ] || [ "$inodes" -ge 99 ]; then item free-space problem "$text"
  elif [ "$blocks" -ge 90 ] || [ "$inodes" -ge 90 ]; then item free-space warning "$text"
  else item free-space ok "$text"; fi
}

