# ---- access

check_firewall() {
  found=
  for name in firewalld iptables ip6tables nftables netfilter-persistent iptables-persistent SuSEfirewall2 SuSEfirewall2_init \
    SuSEfirewall2_setup; do
    link=$(enabled $name)
    [ -n "$link" ] && add "$link"
  done
  if lines /etc/ufw/ufw.conf | grep -qi '^ENABLED=yes'; then add '/etc/ufw/ufw.conf: ENABLED=yes'; fi
  if [ -n "$found" ]; then item firewall problem "$found"; else item firewall ok 'no firewall service is switched on'; fi
}

check_ssh() {
  found=
  if ! there /usr/sbin/sshd && ! there /usr/bin/sshd; then item ssh problem 'no sshd found'; return; fi
  config=/etc/ssh/sshd_config
  port=$(lines $config | awk 'tolower($1) == "port" { print $2 }' | head -n 1)
  root_login=$(lines $config | awk 'tolower($1) == "permitrootlogin" { print tolower($2) }' | head -n 1)
  if [ -n "$port" ] && [ "$port" != 22 ]; then add "$config: Port $port"; fi
  [ "$root_login" = no ] && add "$config: PermitRootLogin no"
  if [ -z "$(enabled sshd)$(enabled ssh)" ] && ! there /etc/init/ssh.conf; then add 'sshd does not seem to start by itself'; fi
  if [ -n "$found" ]; then item ssh warning "$found"; else item ssh ok "port ${port:-22}, PermitRootLogin ${root_login:-not set}"; fi
}

check_accounts() {
  line=$(sed -n 's/^root:\([^:]*\):\([0-9]*\):.*/\2/p' "$ROOT/etc/passwd" 2>/dev/null | head -n 1)
  if [ "$line" != 0 ]; then
    item root-account problem 'no user root with number 0 in /etc/passwd'
  elif [ ! -r "$ROOT/etc/shadow" ]; then
    item root-account unknown '/etc/shadow cannot be read: run as root'
  else
    # the kind of hash only, never the hash
    kind=$(awk -F: '$1 == "root" { h = $2
      if (h == "") print "empty"
      else if (h ~ /^[!*]/) print "locked"
      else if (h ~ /^\$/) { split(h, part, "$"); print "hash of kind " part[2] }
      else print "hash of the old kind" }' "$ROOT/etc/shadow" | head -n 1)
    case $kind in
      '' | empty) item root-account problem "password of root: ${kind:-no line in /etc/shadow}" ;;
      locked) item root-account warning 'password of root: locked' ;;
      *) item root-account ok "password of root: $kind" ;;
    esac
  fi
  if there /usr/bin/passwd || there /bin/passwd; then item passwd-command ok 'passwd is there'; else item passwd-command problem 'no passwd command'; fi
  if command -v lsattr >/dev/null 2>&1 && [ -e "$ROOT/etc/shadow" ]; then
    found=
    for name in /etc/shadow /etc/passwd; do
      flags=$(lsattr -d "$ROOT$name" 2>/dev/null | awk '{ print $1 }')
      case $flags in *[ia]*) add "$name has the attributes $flags" ;; esac
    done
    if [ -n "$found" ]; then item shadow-attributes problem "$found"; else item shadow-attributes ok '/etc/shadow and /etc/passwd can be changed'; fi
  else
    item shadow-attributes unknown 'lsattr or /etc/shadow is not there'
  fi
}

check_selinux() {
  if [ ! -r "$ROOT/etc/selinux/config" ]; then item selinux ok 'no /etc/selinux/config'; return; fi
  line=$(lines /etc/selinux/config | grep '^SELINUX=' | tail -n 1)
  case $line in
    *=disabled*) item selinux ok "/etc/selinux/config: $line" ;;
    *=permissive*) item selinux warning "/etc/selinux/config: $line" ;;
    *) item selinux problem "/etc/selinux/config: ${line:-no SELINUX line}" ;;
  esac
}

