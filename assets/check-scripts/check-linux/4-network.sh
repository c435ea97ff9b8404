# ---- network

dhcp=
fixed=
cards=
six=
bound=
note_card() { case " $cards " in *" $1 "*) ;; *) cards="$cards${cards:+ }$1" ;; esac; }

network_ifcfg() {
  for file in "$ROOT"/etc/sysconfig/network-scripts/ifcfg-* "$ROOT"/etc/sysconfig/network/ifcfg-*; do
    [ -f "$file" ] || continue
    name=$(shown "$file")
    case $name in *-lo | *~ | *.bak | *.orig | *.rpmsave | *.rpmnew | *.template) continue ;; esac
    text=$(lines "$name" | tr -d "\"'")
    device=$(printf '%s\n' "$text" | sed -n 's/^DEVICE=//p' | head -n 1)
    note_card "${device:-${name##*/ifcfg-}}"
    proto=$(printf '%s\n' "$text" | sed -n 's/^BOOTPROTO=//p' | tail -n 1 | tr '[:upper:]' '[:lower:]')
    case $proto in
      dhcp*) dhcp="$dhcp$name: BOOTPROTO=$proto$nl" ;;
      *)
        address=$(printf '%s\n' "$text" | grep '^IPADDR' | head -n 1)
        fixed="$fixed$name: BOOTPROTO=${proto:-not set} $address$nl" ;;
    esac
    line=$(printf '%s\n' "$text" | grep '^IPV6ADDR' | head -n 1)
    [ -n "$line" ] && six="$six$name: $line$nl"
    line=$(printf '%s\n' "$text" | grep '^HWADDR=' | head -n 1)
    [ -n "$line" ] && bound="$bound$name: $line$nl"
  done
}

network_keyfiles() {
  for file in "$ROOT"/etc/NetworkManager/system-connections/*; do
    if [ ! -f "$file" ] || [ ! -r "$file" ]; then continue; fi
    name=$(shown "$file")
    found=$(awk '/^\[/ { section = $0 } { sub(/[ \t\r]+$/, "") }
      section == "[connection]" && /^type=/ { print "type " substr($0, 6) }
      section == "[connection]" && /^interface-name=/ { print "card " substr($0, 16) }
      section == "[ipv4]" && /^method=/ { print "four " substr($0, 8) }
      section == "[ipv6]" && /^(address|method=manual)/ { print "six " $0 }
      /^mac-address=/ { print "mac " $0 }' "$file")
    case $(printf '%s\n' "$found" | sed -n 's/^type //p') in *ethernet*) ;; *) continue ;; esac
    card=$(printf '%s\n' "$found" | sed -n 's/^card //p' | head -n 1)
    card=${card:-${name##*/}}
    note_card "$(printf '%s' "$card" | tr ' ' '_')"
    method=$(printf '%s\n' "$found" | sed -n 's/^four //p' | head -n 1)
    case ${method:-auto} in auto) dhcp="$dhcp$name: method=auto$nl" ;; *) fixed="$fixed$name: [ipv4] method=$method$nl" ;; esac
    line=$(printf '%s\n' "$found" | sed -n 's/^six //p' | head -n 1)
    [ -n "$line" ] && six="$six$name: [ipv6] $line$nl"
    line=$(printf '%s\n' "$found" | sed -n 's/^mac //p' | head -n 1)
    [ -n "$line" ] && bound="$bound$name: $line$nl"
  done
}

network_netplan() {
  for file in "$ROOT"/etc/netplan/*.yaml "$ROOT"/etc/netplan/*.yml; do
    if [ ! -f "$file" ] || [ ! -r "$file" ]; then continue; fi
    name=$(shown "$file")
    found=$(awk '{ sub(/#.*/, ""); if ($0 !~ /[^ ]/) next; match($0, /^ */); depth = RLENGTH }
      inside && depth <= top { inside = 0 }
      inside { if (!level) level = depth; if (depth == level) { sub(/:.*/, ""); gsub(/[ "\047]/, ""); print } }
      /^ *ethernets:/ { inside = 1; top = depth; level = 0 }' "$file")
    for card in $found; do note_card "$card"; done
    line=$(grep -E '^[[:space:]]*dhcp4:[[:space:]]*(true|yes|on)' "$file" | head -n 1)
    [ -n "$line" ] && dhcp="$dhcp$name: $line$nl"
    line=$(grep -v -E '(to|via|#).*/' "$file" | grep -E '[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+/[0-9]+' | head -n 1)
    [ -n "$line" ] && fixed="$fixed$name: $line$nl"
    line=$(grep -v -E '(to|via|#).*/' "$file" | grep -E '[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F]*/[0-9]+' | head -n 1)
    [ -n "$line" ] && six="$six$name: $line$nl"
    line=$(grep -E '^[[:space:]]*macaddress:' "$file" | head -n 1)
    [ -n "$line" ] && bound="$bound$name: $line$nl"
  done
}

network_interfaces() {
  for file in "$ROOT"/etc/network/interfaces "$ROOT"/etc/network/interfaces.d/*; do
    [ -f "$file" ] || continue
    name=$(shown "$file")
    while read -r word card kind method rest; do
      [ "$word" = iface ] || continue
      case $card in lo | *:*) continue ;; esac
      note_card "$card"
      case "$kind $method" in
        'inet dhcp') dhcp="$dhcp$name: iface $card inet dhcp$nl" ;;
        inet\ *) fixed="$fixed$name: iface $card inet $method$rest$nl" ;;
        inet6\ *) six="$six$name: iface $card inet6 $method$rest$nl" ;;
      esac
    done <"$file"
  done
}

network_networkd() {
  for file in "$ROOT"/etc/systemd/network/*.network; do
    [ -f "$file" ] || continue
    name=$(shown "$file")
    case $(lines "$name" | sed -n 's/^Name=//p' | head -n 1) in lo | docker* | veth*) continue ;; esac
    note_card "$(lines "$name" | sed -n 's/^Name=//p' | head -n 1 | tr ' ' '_')"
    if lines "$name" | grep -E -q '^DHCP=(yes|true|ipv4)'; then dhcp="$dhcp$name: DHCP$nl"; fi
    line=$(lines "$name" | grep '^Address=[0-9.]*/' | head -n 1)
    [ -n "$line" ] && fixed="$fixed$name: $line$nl"
    line=$(lines "$name" | grep '^Address=.*:.*/' | head -n 1)
    [ -n "$line" ] && six="$six$name: $line$nl"
  done
}

check_network() {
  network_ifcfg
  network_keyfiles
  network_netplan
  network_interfaces
  network_networkd
  if [ -n "$fixed" ]; then item dhcp problem "$fixed"
  elif [ -n "$dhcp" ]; then item dhcp ok "$dhcp"
  else item dhcp unknown 'no network configuration found'; fi

  count=0
  for card in $cards; do count=$((count + 1)); done
  real=0
  if [ $live = yes ]; then
    for card in /sys/class/net/*; do [ -e "$card/device" ] && real=$((real + 1)); done
  fi
  if [ $count -gt 1 ] || [ $real -gt 1 ]; then item one-nic problem "configured: $cards${nl}network cards found: $real"
  elif [ $count -eq 1 ]; then item one-nic ok "configured: $cards"
  else item one-nic unknown 'no network configuration found'; fi

  if [ -n "$six" ]; then item ipv6 problem "$six"; else item ipv6 ok 'no IPv6 address is configured'; fi

  rules=/etc/udev/rules.d/70-persistent-net.rules
  line=$(lines $rules | head -n 1)
  [ -n "$line" ] && bound="$bound$rules: $line$nl"
  if [ -n "$bound" ]; then item mac-bound warning "$bound"; else item mac-bound ok 'no setting is bound to the network card'; fi

  link=$(enabled NetworkManager)
  if [ -n "$link" ]; then item network-manager warning "$link"; else item network-manager ok 'NetworkManager does not start'; fi
}

