# ---- what it is

os_file=/etc/os-release
there $os_file || os_file=/usr/lib/os-release
os_value() { [ -r "$ROOT$os_file" ] && sed -n "s/^$1=//p" "$ROOT$os_file" | head -n 1 | tr -d "\"'"; }
os_id=$(os_value ID)
os_version=$(os_value VERSION_ID)
os_name=$(os_value PRETTY_NAME)
if [ -z "$os_id" ]; then
  for release in redhat-release SuSE-release debian_version alpine-release; do
    if [ -r "$ROOT/etc/$release" ]; then
      os_name=$(head -n 1 "$ROOT/etc/$release")
      os_version=$(printf '%s' "$os_name" | sed -n 's/[^0-9]*\([0-9][0-9.]*\).*/\1/p')
      case $release in
        redhat-release)
          os_id=rhel
          case $os_name in CentOS*) os_id=centos ;; esac ;;
        SuSE-release) os_id=suse ;;
        debian_version) os_id=debian ;;
        *) os_id=alpine ;;
      esac
      break
    fi
  done
fi
kernel=
if [ $live = yes ]; then
  kernel=$(uname -r)
else
  for folder in "$ROOT"/lib/modules/*; do [ -d "$folder" ] && kernel=${folder##*/}; done
fi
boot_mode=BIOS
if [ $live = yes ]; then [ -d /sys/firmware/efi ] && boot_mode=UEFI; else [ -d "$ROOT/boot/efi/EFI" ] && boot_mode=UEFI; fi

# device, folder and type of what is mounted at / according to the system or its fstab
if [ $live = yes ]; then
  root_line=$(awk '$2 == "/" && $1 != "rootfs" { line = $1 " " $3 } END { print line }' /proc/mounts 2>/dev/null)
else
  root_line=$(lines /etc/fstab | awk '$2 == "/" { print $1 " " $3 }' | head -n 1)
fi
root_name=${root_line%% *}
root_type=${root_line#* }
if [ $live = yes ] && [ -z "$root_device" ]; then
  case $root_name in /dev/*) root_device=$root_name ;; esac
fi

fact osId "$os_id"
fact osVersion "$os_version"
fact osName "$os_name"
fact kernel "$kernel"
[ $live = yes ] && fact architecture "$(uname -m)"
if [ $live = yes ]; then fact hostName "$(uname -n)"; else fact hostName "$(lines /etc/hostname | head -n 1)"; fi
fact bootMode $boot_mode
fact rootDevice "$root_name"
fact rootFileSystem "$root_type"
fact lookedAt "$(if [ $live = yes ]; then echo running system; else echo mounted system; fi)"
fact user "$(id -u 2>/dev/null)"

