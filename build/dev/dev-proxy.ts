/**
 * What the dev server passes on to the web door: the link and the contract's socket. Only the port is translated in who is
 * asked and who asks, so that the door itself still refuses every other name and origin.
 */
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { HttpProxy, ProxyOptions } from 'vite';
import type { DevDoor } from './dev-door.ts';

export interface DevProxy {
  readonly routes: Record<string, ProxyOptions>;
  /** Opens the link of a door that was started anew, for the browsers that the last one let in. False if there are none. */
  renew(link: string): Promise<boolean>;
}

/** `own` is the port of the dev server. */
export function devProxy(door: DevDoor, own: () => number): DevProxy {
  /** The cookies that doors gave to browsers that came with a link, and the one that is good for all of them now. */
  const letIn = new Set<string>();
  let session: string | undefined;

  const translate = (proxyReq: ClientRequest, { headers }: IncomingMessage): void => {
    for (const name of ['host', 'origin'] as const) {
      const said = headers[name];
      if (said?.endsWith(`:${own()}`) === true) proxyReq.setHeader(name, said.replace(/\d+$/, String(door.port)));
    }
    const cookies = headers.cookie?.split('; ').map((each) => (letIn.has(each) ? (session ?? each) : each));
    if (cookies !== undefined) proxyReq.setHeader('cookie', cookies.join('; '));
  };
  const route: ProxyOptions = {
    ws: true,
    target: `http://127.0.0.1:${door.port}`,
    // a question that comes while the door starts waits for it
    bypass: () => door.ready(),
    configure(proxy: HttpProxy.ProxyServer) {
      proxy.on('proxyReq', translate);
      proxy.on('proxyReqWs', translate);
      proxy.on('proxyRes', (answer) => {
        for (const cookie of cookiesOf(answer.headers['set-cookie'])) letIn.add(cookie);
      });
    },
  };

  return {
    routes: { '^/open(\\?|$)': route, '^/contract$': route },
    async renew(link) {
      if (letIn.size === 0) return false;
      const { headers } = await fetch(link, { redirect: 'manual' });
      [session] = cookiesOf(headers.getSetCookie());
      return session !== undefined;
    },
  };
}

const cookiesOf = (setCookie: readonly string[] = []): string[] => setCookie.map((each) => each.split(';')[0] ?? '');
