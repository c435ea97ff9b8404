/** Decides through which proxy a host is reached, if any: by the person's wish, else by the environment, else by the system. */
import type { ProxyWish } from '../../../contract/network.ts';

export interface ProxyChoice {
  readonly wish: ProxyWish;
  /** For the proxy of the wish. */
  readonly password?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the system's own settings say for a URL, in the notation of a PAC file, e.g. `PROXY a:1; DIRECT`. */
  readonly system?: ((url: string) => string | undefined) | undefined;
}

/** The proxy's URL, with user and password where it has them; undefined means straight. */
export function proxyFor(origin: string, choice: ProxyChoice): URL | undefined {
  const { wish, password } = choice;
  if (wish.kind === 'none') return undefined;
  if (wish.kind === 'manual') {
    if (isExcepted(origin, wish.except ?? '')) return undefined;
    const proxy = new URL(wish.url);
    if (wish.user !== undefined) proxy.username = encodeURIComponent(wish.user);
    if (password !== undefined) proxy.password = encodeURIComponent(password);
    return proxy;
  }
  // what runs on this very machine (the practice cloud) is never behind a proxy of the system
  if (isLoopback(origin)) return undefined;
  const said = (name: string): string => choice.environment[name.toLowerCase()] ?? choice.environment[name] ?? '';
  const named = said(origin.startsWith('https:') ? 'HTTPS_PROXY' : 'HTTP_PROXY') || said('ALL_PROXY');
  if (named !== '') return isExcepted(origin, said('NO_PROXY')) ? undefined : urlOf(named);
  return fromPac(choice.system?.(origin) ?? '');
}

/** For showing and for logs: never the password. */
export const proxyName = ({ protocol, host }: URL): string => `${protocol}//${host}`;

/** The notation of NO_PROXY that curl and most programs share: `*`, hosts, domains with or without a dot, ports. */
function isExcepted(origin: string, list: string): boolean {
  const { hostname, port, protocol } = new URL(origin);
  const host = hostname.toLowerCase();
  const usual = protocol === 'https:' ? '443' : '80';
  return list
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .some((one) => {
      if (one === '*') return true;
      const [name = '', wanted] = /^(.*?)(?::(\d+))?$/.exec(one)?.slice(1) ?? [];
      if (wanted !== undefined && wanted !== (port === '' ? usual : port)) return false;
      const domain = name.replace(/^\*?\./, '');
      return host === domain || host.endsWith(`.${domain}`);
    });
}

const isLoopback = (origin: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname);

/** Environment variables often leave out the scheme, which then means HTTP. */
function urlOf(text: string): URL | undefined {
  const full = /^[a-z0-9]+:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(full) ? new URL(full) : undefined;
}

/** The first way a PAC file names that we can take. */
function fromPac(said: string): URL | undefined {
  for (const one of said.split(';')) {
    const [kind = '', host = ''] = one.trim().split(/\s+/);
    const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS: 'socks5', SOCKS5: 'socks5' }[
      kind.toUpperCase()
    ];
    if (kind.toUpperCase() === 'DIRECT') return undefined;
    if (scheme !== undefined) return urlOf(`${scheme}://${host}`);
  }
  return undefined;
}
