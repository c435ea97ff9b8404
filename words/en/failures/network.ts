/** English texts of the failures that lie in the network. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';

export const network: FailureTexts<'network'> = {
  'network.unreachable': ({ host, reason }) => ({
    title: 'The cloud cannot be reached',
    happened: `No connection to ${host}: ${reason}.`,
    todo: 'Check this machine’s network, proxy and firewall. The program tries again by itself.',
  }),
  'network.timed-out': ({ host, afterMs }) => ({
    title: 'No answer in time',
    happened: `${host} did not answer within ${format.duration(afterMs)}.`,
    todo: 'Nothing needs to be done: the program tries again by itself. If it stays so, check the line and the proxy.',
  }),
  'network.stalled': ({ host, quietMs }) => ({
    title: 'The transfer stood still',
    happened: `No byte went to or from ${host} for ${format.duration(quietMs)}.`,
    todo: 'Nothing needs to be done: the program tries again by itself. If it stays so, check the line and the proxy.',
  }),
  'network.damaged': ({ partNumber, expectedCrc64, answeredCrc64 }) => ({
    title: 'A part arrived damaged',
    happened: `Part ${partNumber} has the CRC-64 ${expectedCrc64}; the cloud received ${answeredCrc64}.`,
    todo: 'Nothing needs to be done: the part is sent again. If it keeps happening, something on the line changes the data.',
  }),
  'network.not-the-cloud': ({ host, status, said }) => ({
    title: 'Something else answered in the cloud’s place',
    happened: `The answer of ${host} (HTTP ${status}) is not one that Alibaba Cloud gives. It begins: ${said === '' ? '(empty)' : said}`,
    todo: 'A proxy, a firewall or a sign-in page is probably in between. Let this machine reach the cloud directly, or set the proxy right.',
  }),
  'network.proxy-refused': ({ proxy, host, reason }) => ({
    title: 'The proxy lets nothing through',
    happened: `${proxy} refused the way to ${host}: ${reason}.`,
    todo: 'Check the proxy’s address, user and password in the settings; or have its administrator allow *.aliyuncs.com. Then go on.',
  }),
  'network.untrusted': ({ host, reason }) => ({
    title: 'The other side’s certificate is not trusted',
    happened: `${host} showed a certificate that this machine has no reason to believe (${reason}).`,
    todo: 'If your company inspects encrypted traffic, give its CA certificate (a PEM file) in the settings. Otherwise do not go on: somebody may be listening.',
  }),
};
