/** Chinese texts of the failures that lie in the network. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';

const willRetry = '无需处理，程序会自动重试。如果持续发生，请检查线路和代理。';

export const network: FailureTexts<'network'> = {
  'network.unreachable': ({ host, reason }) => ({
    title: '无法连接到阿里云',
    happened: `无法连接 ${host}：${reason}。`,
    todo: '检查本机的网络、代理和防火墙。程序会自动重试。',
  }),
  'network.timed-out': ({ host, afterMs }) => ({
    title: '响应超时',
    happened: `${host} 在 ${format.duration(afterMs)}内没有响应。`,
    todo: willRetry,
  }),
  'network.stalled': ({ host, quietMs }) => ({
    title: '传输停滞',
    happened: `与 ${host} 之间在 ${format.duration(quietMs)}内没有任何数据传输。`,
    todo: willRetry,
  }),
  'network.damaged': ({ partNumber, expectedCrc64, answeredCrc64 }) => ({
    title: '有分片在传输中损坏',
    happened: `第 ${partNumber} 个分片的 CRC-64 为 ${expectedCrc64}，而阿里云收到的为 ${answeredCrc64}。`,
    todo: '无需处理，该分片会重新上传。如果反复发生，说明线路上有设备改动了数据。',
  }),
  'network.not-the-cloud': ({ host, status, said }) => ({
    title: '应答并非来自阿里云',
    happened: `${host} 的应答（HTTP ${status}）不是阿里云的应答，其开头为：${said === '' ? '（空）' : said}`,
    todo: '中间可能有代理、防火墙或登录页面。请让本机直接访问阿里云，或正确设置代理。',
  }),
  'network.proxy-refused': ({ proxy, host, reason }) => ({
    title: '代理拒绝放行',
    happened: `${proxy} 拒绝连接 ${host}：${reason}。`,
    todo: '检查设置中代理的地址、用户名和密码，或请代理的管理员放行 *.aliyuncs.com，然后继续。',
  }),
  'network.untrusted': ({ host, reason }) => ({
    title: '对方的证书不受信任',
    happened: `${host} 出示的证书不被本机信任（${reason}）。`,
    todo: '如果您的公司会检查加密流量，请在设置中添加其 CA 证书（PEM 文件）。否则请不要继续，连接可能被监听。',
  }),
};
