/** Agrees with an NBD server on everything we need before the first read; less than that is no link at all. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { inboxOf, type Inbox } from './nbd-inbox.ts';
import {
  allocationContext, goData, handshakeFlags, infos, longestSmallAnswerBytes, magic, metaContextData, NbdLost,
  optionMessage, optionReplies, options, transmissionFlags,
} from './nbd-wire.ts'; // prettier-ignore

/** Known to both ends and to no other program on this machine. */
export interface SharedKey {
  readonly identity: string;
  readonly key: Buffer;
}

export interface NbdLink {
  readonly socket: Socket;
  readonly inbox: Inbox;
  readonly sizeBytes: number;
  readonly contextId: number;
  /** The longest read the server allows. */
  readonly longestReadBytes: number;
  /** The server can be asked for answers in one piece. */
  readonly canAnswerWhole: boolean;
}

/** Rejects with `NbdLost`; the socket is then the caller's to destroy. With a key nothing is said in the clear. */
export async function handshake(plain: Socket, shared?: SharedKey): Promise<NbdLink> {
  let socket = plain;
  let inbox = inboxOf(socket);
  const greeting = await inbox.take(18);
  const flags = greeting.readUInt16BE(16);
  if (
    greeting.readBigUInt64BE(0) !== magic.server ||
    greeting.readBigUInt64BE(8) !== magic.option ||
    (flags & handshakeFlags.fixedNewstyle) === 0
  ) {
    throw new NbdLost('this is no NBD server that we know');
  }
  const answer = Buffer.alloc(4);
  answer.writeUInt32BE(flags & (handshakeFlags.fixedNewstyle | handshakeFlags.noZeroes));
  socket.write(answer);

  if (shared !== undefined) {
    await ask(socket, inbox, options.startTls, Buffer.alloc(0));
    inbox.release();
    socket = await secure(plain, shared);
    inbox = inboxOf(socket);
  }
  await ask(socket, inbox, options.structuredReply, Buffer.alloc(0));
  const contexts = await ask(socket, inbox, options.setMetaContext, metaContextData());
  const context = contexts.find(
    ({ type, data }) => type === optionReplies.metaContext && data.toString('latin1', 4) === allocationContext,
  );
  const told = await ask(socket, inbox, options.go, goData());
  const info = (kind: number, bytes: number): Buffer | undefined =>
    told.find(({ type, data }) => type === optionReplies.info && data.length >= bytes && data.readUInt16BE(0) === kind)
      ?.data;
  const exported = info(infos.exported, 12);
  if (context === undefined || exported === undefined) throw new NbdLost('the server does not say what it serves');
  return {
    socket,
    inbox,
    sizeBytes: Number(exported.readBigUInt64BE(2)),
    contextId: context.data.readUInt32BE(0),
    longestReadBytes: info(infos.blockSize, 14)?.readUInt32BE(10) ?? 2 ** 25,
    canAnswerWhole: (exported.readUInt16BE(10) & transmissionFlags.sendDf) !== 0,
  };
}

interface OptionReply {
  readonly type: number;
  readonly data: Buffer;
}

/** Everything the server answers up to its consent. */
async function ask(socket: Socket, inbox: Inbox, option: number, data: Buffer): Promise<OptionReply[]> {
  socket.write(optionMessage(option, data));
  const replies: OptionReply[] = [];
  for (;;) {
    const head = await inbox.take(20);
    const type = head.readUInt32BE(12);
    const length = head.readUInt32BE(16);
    const ours = head.readBigUInt64BE(0) === magic.optionReply && head.readUInt32BE(8) === option;
    if (!ours || length > longestSmallAnswerBytes || replies.length > 100) {
      throw new NbdLost('the server does not keep to the protocol');
    }
    const reply = { type, data: await inbox.take(length) };
    if (type === optionReplies.ack) return replies;
    if (type >= optionReplies.errors) {
      throw new NbdLost(`the server refuses option ${option}: ${reply.data.toString('utf8') || type.toString(16)}`);
    }
    replies.push(reply);
  }
}

/** TLS by the shared key alone: only our server has it, so no other program on that port can pass for it. */
async function secure(plain: Socket, { identity, key }: SharedKey): Promise<Socket> {
  const socket = connectTls({
    socket: plain,
    ciphers: 'PSK',
    pskCallback: () => ({ psk: key, identity }),
    checkServerIdentity: (_host, certificate) =>
      Object.keys(certificate).length === 0 ? undefined : new NbdLost('a certificate where a key was agreed on'),
  });
  // the connection may also end without an error event
  const ended = new AbortController();
  const end = (): void => ended.abort();
  socket.once('close', end);
  try {
    await once(socket, 'secureConnect', { signal: ended.signal });
  } catch (error) {
    socket.destroy();
    throw new NbdLost(`no secure connection: ${(error as Error).message}`, { cause: error });
  }
  socket.off('close', end);
  return socket;
}
