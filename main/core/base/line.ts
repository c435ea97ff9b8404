/** This machine's way to the network: which connections a request goes over, through which proxy, trusting whom. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { rootCertificates } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { proxyFor, proxyName, type ProxyChoice } from './proxy.ts';
import type { SystemProxy } from './system-proxy.ts';

export interface LineWish extends Omit<ProxyChoice, 'system'> {
  /** PEM, trusted beside the usual certificates. */
  readonly extraCa?: string | undefined;
}

/** One request and how it ended. */
export interface Exchange {
  readonly wish: {
    readonly origin: string;
    readonly path: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  /** Without one, there is an error. */
  readonly answer?: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
  readonly error?: unknown;
  readonly ms: number;
}

export interface Line {
  /** Await this before the calls below: it looks up the proxy for that origin. */
  ready(origin: string): Promise<void>;
  /** Keeps connections to that origin for the next request. */
  keptAgent(origin: string): HttpAgent;
  /** For one request on a connection of its own; the caller destroys it afterwards. */
  freshAgent(origin: string): HttpAgent;
  /** The proxy on the way there, for showing; undefined where there is none. */
  proxyName(origin: string): string | undefined;
  /** Hears of each request that went this way. */
  heard(exchange: Exchange): void;
  /** Ends all kept connections; the line can still be used. */
  dropConnections(): void;
}

/** `wish` is asked anew for each request, so that a changed setting counts at once; `system` where a door can ask it. */
export function openLine(wish: () => LineWish, system?: SystemProxy, heard: Line['heard'] = () => undefined): Line {
  const agents = new Map<string, HttpAgent>();
  const proxyNow = (origin: string): URL | undefined => proxyFor(origin, { ...wish(), system: system?.said });
  return {
    async ready(origin) {
      if (wish().wish.kind === 'system') await system?.ready(origin);
    },
    keptAgent(origin) {
      const now = wish();
      const proxy = proxyNow(origin);
      // connections through a proxy belong to it, the others to the host they go to; Node tells those apart itself
      const name = JSON.stringify([proxy?.href, origin.startsWith('https:'), now.extraCa]);
      const known = agents.get(name);
      if (known !== undefined) return known;
      const agent = newAgent(origin, proxy, now.extraCa);
      agents.set(name, agent);
      return agent;
    },
    freshAgent(origin) {
      return newAgent(origin, proxyNow(origin), wish().extraCa);
    },
    proxyName(origin) {
      const proxy = proxyNow(origin);
      return proxy === undefined ? undefined : proxyName(proxy);
    },
    heard,
    dropConnections() {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

/** Straight to where it goes, whatever the machine's settings say. */
export const straightLine = (): Line => openLine(() => ({ wish: { kind: 'none' }, environment: {} }));

function newAgent(origin: string, proxy: URL | undefined, extraCa: string | undefined): HttpAgent {
  const options: AgentOptions = {
    // also for a single request: a server that refuses before it has read the body would cut us off before we heard it
    keepAlive: true,
    ...(extraCa === undefined ? {} : { ca: [...rootCertificates, extraCa] }),
  };
  if (proxy === undefined) return origin.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
  if (proxy.protocol.startsWith('socks')) {
    // the proxy looks up names: a network that needs one often cannot resolve outside names
    const remote = new URL(proxy.href.replace(/^socks5?:/, 'socks5h:'));
    return new SocksProxyAgent(remote, options);
  }
  return new HttpsProxyAgent(proxy, options);
}
