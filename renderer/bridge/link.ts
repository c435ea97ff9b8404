/** One life of the connection to core: typed calls, and the moment it ends. */
import { calls, type Client } from '../../contract/calls.ts';
import { connect } from '../../contract/connect.ts';
import type { Port } from '../../contract/rpc.ts';

export interface Link {
  client: Client;
  /** Resolves when the other side is gone. */
  closed: Promise<void>;
}

/** Turns an open port into a link. */
export function linkOver(port: Port): Link {
  const closed = new Promise<void>((resolve) => port.onClose(resolve));
  return { client: connect(calls, port), closed };
}
