/** Commands for Linux: mount entries, boot loader, file systems, partitions, free space. */
import { parsed, run } from './snippet.ts';

export const diskSnippets = {
  'fstab-uuid': run(
    'cp -p /etc/fstab /etc/fstab.before-migration',
    'for device in $(awk \'$1 ~ "^/dev/(sd|hd|xvd|vd)" { print $1 }\' /etc/fstab); do',
    '  uuid=$(blkid -s UUID -o value "$device") && sed -i "s,^$device\\([[:space:]]\\),UUID=$uuid\\1," /etc/fstab',
    'done',
  ),
  'fstab-check': run("if grep -n -E '^/dev/(sd|hd|xvd|vd)' /etc/fstab; then echo 'still there'; else echo fine; fi"),
  'mounts-off': run("sed -i.before-migration -E '/[[:space:]](nfs4?|cifs|smb3?)[[:space:]]/s/^/# /' /etc/fstab"),
  'mounts-check': run("grep -v '^#' /etc/fstab"),
  'loader-grub2': parsed('rebuilds-boot-files', 'grub2-mkconfig -o /boot/grub2/grub.cfg'),
  'loader-update-grub': parsed('rebuilds-boot-files', 'update-grub'),
  'loader-uuid': run("sed -i 's/^#*GRUB_DISABLE_LINUX_UUID=.*/GRUB_DISABLE_LINUX_UUID=false/' /etc/default/grub"),
  'loader-check': run("grep -n 'root=' /boot/grub/*.cfg /boot/grub2/*.cfg 2>/dev/null"),
  'loader-check-legacy': run("grep -n 'root=' /boot/grub/menu.lst"),
  'partitions-check': parsed('asks-the-machine', 'lsblk -o NAME,SIZE,TYPE,FSTYPE,MOUNTPOINT'),
  'partitions-check-old': parsed('asks-the-machine', 'fdisk -l', 'df -T'),
  'swap-file': parsed('needs-administrator', 'swapoff -a', 'dd if=/dev/zero of=/swapfile bs=1M count=2048', 'chmod 600 /swapfile', 'mkswap /swapfile'),
  'fs-type': run('df -T /'),
  'fs-check-next-start': parsed('needs-administrator', 'touch /forcefsck', 'reboot'),
  'fs-check-grub': parsed('asks-a-person', 'systemctl reboot'),
  'ext4-features': parsed('needs-administrator', 'tune2fs -l "$(df -P / | awk \'NR == 2 { print $1 }\')" | grep features'),
  'ext4-no-64bit': run('device=/dev/sda1', 'e2fsck -f -y "$device"', 'resize2fs -s "$device"'),
  'ext4-no-project': run('device=/dev/sda1', 'e2fsck -f -y "$device"', 'tune2fs -O ^project "$device"'),
  'space-check': run('df -P /', 'df -P -i /'),
  'crypt-check': run('cat /etc/crypttab'),
} as const; // prettier-ignore
