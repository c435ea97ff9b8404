/** Chinese of what a check saw inside a disk. */
import type { Evidence, EvidenceTexts, NetworkRow } from '../../../contract/evidence.ts';
import { format } from '../format.ts';
import { place } from '../places.ts';
import { say } from '../said.ts';
import { volumeContent } from '../volume-content.ts';

const contents: Readonly<Record<string, string>> = volumeContent;
const list = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).map(place).join('、')} 等 ${names.length} 项` : names.map(place).join('、');
const at = (where: string | undefined, text: string): string =>
  where === undefined ? text : `${place(where)}：${text}`;
const count = format.count;

const matched: Readonly<Record<NetworkRow['matched'], string>> = {
  any: '适用于任何网卡',
  name: '名称相符',
  driver: '驱动相符',
  'made-of': '由该网卡组成',
  'other-name': '名称不符',
  'other-address': '绑定了另一块网卡的 MAC 地址',
  'other-kind': '不是这类网卡',
};
const networkResult: Readonly<Record<NetworkRow['result'], string>> = {
  asks: '通过 DHCP 获取地址',
  fixed: '固定地址',
  'no-address': '没有地址',
  'not-started': '不会启动',
  member: '属于另一个设备',
  'other-card': '使用另一块网卡的 MAC 地址',
};
const networkRow = ({ card, by, matched: how, result }: NetworkRow): string =>
  `${card}（${by}）：${matched[how]}，${networkResult[result]}`;

export const evidence: EvidenceTexts = {
  seen: ({ where, what }) => at(where, list(what)),
  absent: ({ where, what }) => at(where, `没有 ${list(what)}`),
  none: () => '未发现',
  elsewhere: ({ where, what, complete }) =>
    at(where, `${list(what)}（${complete ? '不在这些磁盘中的任何一块上' : '不在这块磁盘上'}）`),
  starts: ({ where, what }) => `${place(where)} 启动 ${what}`,
  'not-started': ({ what }) => `已安装 ${what}，但没有设置为自动启动`,
  'asks-password': ({ where }) => `${where}：引导程序会先要求输入密码`,
  'names-missing': ({ where, what }) => `${where} 中指定的文件不存在：${list(what)}`,
  'either-boots': ({ efi, bios }) => `${place(efi)} 用于 UEFI，${place(bios)} 用于 BIOS，两种方式都能启动`,
  'starts-elsewhere': ({ efi, root }) => `UEFI 从 ${place(efi)} 启动，而根分区 ${place(root)} 在另一块磁盘上`,
  'no-efi-partition': () => '没有 EFI 系统分区，由 BIOS 启动',
  'no-boot-means': () => '既没有 EFI 系统分区，也没有启动菜单',
  'all-devices-there': ({ where, count: lines }) => `${where}：共 ${count(lines)} 个设备，全部存在`,
  'by-driver-name': ({ where, what }) => `${where}：${list(what)}（名称会随磁盘驱动变化）`,
  'name-cannot-be': ({ where, what }) => `${where}：${list(what)}（在 ECS 上不可能存在）`,
  'asks-to-open': ({ where, what }) => `${where}：${list(what)}（需要密码、令牌或旧机器的 TPM 才能打开）`,
  share: ({ where, what }) => `${where}：${list(what)}（位于另一台机器上，且没有 nofail）`,
  'no-subvolume': ({ where, what }) => `${where}：${list(what)}（没有这个子卷）`,
  'root-found': ({ where, what, volume }) => `${where}：${what} 即 ${place(volume)}`,
  files: ({ where, count: files }) => `${where}：共 ${count(files)} 个文件`,
  holds: ({ volumes }) =>
    list(volumes.map(({ volume, holds }) => `${place(volume)}（${contents[holds] ?? say.structure(holds)}）`)),
  damaged: ({ where, structure, detail, more }) => {
    const what = structure === undefined ? '' : `${say.structure(structure)}：`;
    const others = more === 0 ? '' : `，另有 ${count(more)} 处`;
    return at(where, `${what}已损坏（${say.said(detail)}）${others}`);
  },
  unreadable: ({ where, detail }) =>
    `${place(where)}：无法读取${detail === undefined ? '' : `（${say.said(detail)}）`}`,
  'turned-off': ({ what }) => `已被 ${what} 关闭`,
  network: ({ names, rows }) =>
    `ECS 的网卡名为 ${list(names)}；` + (rows.length === 0 ? '没有任何设置' : rows.map(networkRow).join('；')),
  free: ({ where, bytes }) => `${place(where)}：剩余 ${format.bytes(bytes)}`,
  'free-inodes': ({ where, count: free, of }) => `${place(where)}：inode 剩余 ${count(free)} 个，共 ${count(of)} 个`,
  'no-driver': ({ where, what, kernel }) => `${where}：默认内核 ${kernel} 缺少 ${list(what)}`,
  'kernel-arguments': ({ what }) => `默认内核的启动参数：${list(what)}`,
  locked: ({ what }) => `${list(what)}：已锁定，无法写入（chattr）`,
  'last-on-disk': ({ where }) => `${place(where)} 是磁盘上的最后一个分区`,
  'behind-root': ({ where, what }) => `根分区 ${place(where)} 之后还有：${list(what)}`,
  'not-forbidden': ({ where }) => `${where} 没有禁止`,
  'left-in-order': ({ what }) => `已正常卸载：${list(what)}`,
  'not-in-order': ({ what }) => `未正常卸载：${list(what)}`,
  'no-default-entry': ({ where }) => `${place(where)}：没有默认启动项`,
  'no-device': ({ where, what }) => `${place(where)}：${what} 没有指定设备`,
  'changes-in-logs': ({ what }) => `${list(what)}：部分更改只在日志中`,
  'no-such-driver': ({ where, what }) => `${where}：${list(what)} 没有对应的驱动`,
  start: ({ what, start }) =>
    start === 0 ? `${what}：在引导时启动` : `${what}：Start 为 ${start}，不是 0（引导时启动）`,
  letter: ({ what, volume }) => `${what} 即 ${place(volume)}`,
  'letter-elsewhere': ({ where, what }) => `${where}：${what} 指向的分区不是 Windows 所在的分区`,
  'firewall-lets': ({ what }) => `已对 ${list(what)} 启用，有规则放行远程桌面`,
  'firewall-keeps': ({ what, port }) => `已对 ${list(what)} 启用，没有规则放行远程桌面（端口 ${port}）`,
  'keeps-out': ({ what, port }) => `${list(what)}：没有放行 TCP 端口 ${port}`,
  session: ({ where }) => `${where} 中保存着休眠的会话`,
  torn: ({ what }) => `${list(what)}：有一部分位于不在此处的磁盘上`,
  'of-system': ({ what, disk }) => `磁盘 ${disk} 上系统的 ${list(what)}`,
  'of-group': ({ what, disk }) => `磁盘 ${disk} 上系统的卷组 ${what} 的一部分`,
  'checks-left': ({ count: left, of }) => `共 ${count(of)} 项检查，有 ${count(left)} 项未能及时完成`,
  'not-in-time': ({ seconds }) => `${count(seconds)} 秒内未能完成`,
  undecided: ({ why, what }) => {
    if (what.length === 0) return '无法读取所需内容';
    if (why === 'absent') return `未找到 ${list(what)}`;
    return why === 'unclear' ? `无法理解 ${list(what)} 的内容` : `无法读取 ${list(what)}`;
  },
  copies: () => '这些磁盘互为副本',
  failed: ({ failure }) => `读取失败（${say.failure(failure).title}）`,
};

/** Of a check that could not judge: its name, and what the evidence says behind it. */
export const undecidedCheck = {
  says: (check: string) => `${check}：未能判断`,
  remedy: '请在源服务器上自行检查；如果确实没有问题，可以说明理由并接受这一项。',
};

/** The facts belong to the kind: both were made together by the check. */
export const evidenceText = (seen: Evidence): string => (evidence[seen.says] as (facts: Evidence) => string)(seen);
