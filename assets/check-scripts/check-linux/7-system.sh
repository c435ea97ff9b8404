# ---- agents and system

check_agents() {
  if there /usr/bin/cloud-init || there /usr/local/bin/cloud-init; then
    release=
    for file in "$ROOT"/usr/lib/python*/*-packages/cloudinit/version.py; do
      [ -r "$file" ] && release=$(sed -n 's/^__VERSION__ = "\(.*\)"/\1/p' "$file" | head -n 1)
    done
    found=
    sources=$(cat "$ROOT"/etc/cloud/cloud.cfg "$ROOT"/etc/cloud/cloud.cfg.d/*.cfg 2>/dev/null | sed 's/#.*//' | grep 'datasource_list' | tail -n 1)
    there /etc/cloud/cloud-init.disabled && add '/etc/cloud/cloud-init.disabled is there'
    case $sources in '' | *AliYun*) ;; *) add "AliYun is not among the sources: $sources" ;; esac
    if [ -n "$found" ]; then item cloud-init warning "$found"; else item cloud-init ok "cloud-init ${release:-is there}"; fi
  else
    item cloud-init problem 'cloud-init is not installed'
  fi
  if there /usr/bin/growpart && { there /sbin/resize2fs || there /usr/sbin/resize2fs || there /usr/sbin/xfs_growfs; }; then
    item growpart ok 'growpart is there'
  else
    item growpart warning 'growpart, or resize2fs and xfs_growfs, are not installed'
  fi
  found=
  for name in /usr/bin/qemu-ga /usr/sbin/qemu-ga /usr/local/bin/qemu-ga /etc/init.d/qemu-guest-agent; do
    there $name && add "$name is there"
  done
  if [ -n "$found" ]; then item qemu-ga problem "$found"; else item qemu-ga ok 'no qemu-ga'; fi
  found=
  for name in /usr/bin/vmtoolsd /usr/sbin/vmtoolsd /usr/sbin/VBoxService /usr/sbin/xe-daemon /usr/sbin/waagent /usr/bin/waagent \
    /usr/bin/amazon-ssm-agent /usr/bin/google_guest_agent /usr/sbin/hv_kvp_daemon /usr/sbin/hypervkvpd; do
    there $name && add "$name is there"
  done
  if [ -n "$found" ]; then item vendor-agents warning "$found"; else item vendor-agents ok 'no helper of another platform'; fi
}

check_system() {
  found=
  there /etc/issue || add 'no /etc/issue'
  for name in /lib /lib64 /bin /sbin; do
    if [ -h "$ROOT$name" ]; then
      to=$(readlink "$ROOT$name")
      case $to in /*) add "$name is a link to $to, not to a relative name" ;; esac
    fi
  done
  if [ -n "$found" ]; then item system-files problem "$found"; else item system-files ok '/etc/issue is there, links are relative'; fi
  found=
  line=$(sed -n 3p "$ROOT/etc/adjtime" 2>/dev/null)
  [ "$line" = LOCAL ] && add '/etc/adjtime: LOCAL'
  line=$(lines /etc/sysconfig/clock | grep -i -E '^(UTC="?(false|no)|HWCLOCK=.*localtime)' | head -n 1)
  [ -n "$line" ] && add "/etc/sysconfig/clock: $line"
  if [ -n "$found" ]; then item clock warning "$found"; else item clock ok 'the hardware clock is not set to local time'; fi
}

check_firewall
check_ssh
check_accounts
check_selinux
check_network
check_fstab
check_boot_loader
check_partitions
check_file_system
check_space
check_drivers
check_agents
check_system

printf '{\n  "schema": 1,\n  "tool": "check-linux",\n  "version": "%s",\n  "when": "%s",\n  "host": {%s},\n  "items": [\n%s\n  ]\n}\n' \
  "$version" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$facts" "$items"
echo "check-linux.sh: done, nothing was changed." >&2
