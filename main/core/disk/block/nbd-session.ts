/** Our side of one NBD connection: what a reader may ask of bytes that we serve, and how it is answered. */
import type { Socket } from 'node:net';
import { inboxOf, type Inbox } from './nbd-inbox.ts';
import {
  allocationContext,
  chunkIsLast,
  chunks,
  commands,
  handshakeFlags,
  infos,
  longestSmallAnswerBytes,
  magic,
  NbdLost,
  optionReplies,
  options,
  stateIsZero,
  transmissionFlags,
} from './nbd-wire.ts';

/** Ranges are checked before they are asked for. */
export interface Served {
  readonly size: number;
  read(offset: number, length: number): Promise<Buffer>;
  /** What lies from `offset` on in one piece, of `most` bytes at most: known to be zeros, or not. */
  run(offset: number, most: number): { readonly length: number; readonly isZero: boolean };
}

/** Turns the connection into a secure one. */
export type Secure = (plain: Socket) => Promise<Socket>;

const contextId = 1;
const longestReadBytes = 2 ** 22;
const longestRunBytes = 2 ** 32 - 65_536;
/** A reader that asks for more at a time waits; the answers may come in any order. */
const mostAtATime = 4;
const refusals = { unsupported: 0x8000_0001, tlsRequired: 0x8000_0005 } as const;
const errors = { io: 5, invalid: 22 } as const;

/** Ends when the reader says goodbye; rejects when it is lost or does not keep to the protocol. */
export async function serveNbd(plain: Socket, served: Served, secure?: Secure): Promise<void> {
  const greeting = Buffer.alloc(18);
  greeting.writeBigUInt64BE(magic.server);
  greeting.writeBigUInt64BE(magic.option, 8);
  greeting.writeUInt16BE(handshakeFlags.fixedNewstyle | handshakeFlags.noZeroes, 16);
  plain.write(greeting);
  const inbox = inboxOf(plain);
  await inbox.take(4);
  const link = await agree({ socket: plain, inbox }, served.size, secure);
  if (link !== undefined) await answerAll(link, served);
}

interface Link {
  readonly socket: Socket;
  readonly inbox: Inbox;
}

/** The link that requests come over, or undefined when the reader leaves. */
async function agree(plain: Link, sizeBytes: number, secure: Secure | undefined): Promise<Link | undefined> {
  let link = plain;
  let isSecure = secure === undefined;
  let isStructured = false;
  for (;;) {
    const { socket, inbox } = link;
    const head = await inbox.take(16);
    const option = head.readUInt32BE(8);
    const length = head.readUInt32BE(12);
    if (head.readBigUInt64BE(0) !== magic.option || length > longestSmallAnswerBytes) throw offProtocol();
    const data = await inbox.take(length);
    const answer = (type: number, bytes: Buffer = Buffer.alloc(0)): void =>
      void socket.write(optionReply(option, type, bytes));
    if (option === options.abort) return undefined;
    if (option === options.startTls && !isSecure && secure !== undefined) {
      answer(optionReplies.ack);
      inbox.release();
      const secured = await secure(socket);
      link = { socket: secured, inbox: inboxOf(secured) };
      isSecure = true;
    } else if (!isSecure) answer(refusals.tlsRequired);
    else if (option === options.structuredReply) {
      isStructured = true;
      answer(optionReplies.ack);
    } else if (option === options.setMetaContext && isStructured) {
      if (data.includes(allocationContext, 0, 'latin1')) answer(optionReplies.metaContext, contextNamed());
      answer(optionReplies.ack);
    } else if ((option === options.go || option === options.info) && isStructured) {
      answer(optionReplies.info, exported(sizeBytes));
      answer(optionReplies.info, blockSizes());
      answer(optionReplies.ack);
      if (option === options.go) return link;
    } else answer(refusals.unsupported);
  }
}

async function answerAll({ socket, inbox }: Link, served: Served): Promise<void> {
  const atWork = new Set<Promise<void>>();
  for (;;) {
    const head = await inbox.take(28);
    if (head.readUInt32BE(0) !== magic.request) throw offProtocol();
    const command = head.readUInt16BE(6);
    if (command === commands.disconnect) {
      await Promise.all(atWork);
      return;
    }
    const cookie = head.subarray(8, 16);
    const offset = Number(head.readBigUInt64BE(16));
    const length = head.readUInt32BE(24);
    const answer = (type: number, payload: readonly Buffer[]): void => {
      socket.cork();
      for (const bytes of chunkOf(cookie, type, payload)) socket.write(bytes);
      socket.uncork();
    };
    const refuse = (error: number): void => answer(chunks.errors | 1, [numbers(error), Buffer.alloc(2)]);
    if (length === 0 || offset + length > served.size) refuse(errors.invalid);
    else if (command === commands.blockStatus) answer(chunks.blockStatus, [statusOf(served, offset, length)]);
    else if (command !== commands.read || length > longestReadBytes) refuse(errors.invalid);
    else {
      const work = served.read(offset, length).then(
        (bytes) => answer(chunks.data, [offsetOf(offset), bytes]),
        () => refuse(errors.io),
      );
      const done = work.finally(() => atWork.delete(done));
      atWork.add(done);
      if (atWork.size >= mostAtATime) await Promise.race(atWork);
    }
  }
}

function statusOf(served: Served, offset: number, length: number): Buffer {
  const run = served.run(offset, Math.min(length, longestRunBytes));
  return numbers(contextId, run.length, run.isZero ? stateIsZero : 0);
}

function optionReply(option: number, type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.writeBigUInt64BE(magic.optionReply);
  head.writeUInt32BE(option, 8);
  head.writeUInt32BE(type, 12);
  head.writeUInt32BE(data.length, 16);
  return Buffer.concat([head, data]);
}

const contextNamed = (): Buffer => Buffer.concat([numbers(contextId), Buffer.from(allocationContext, 'latin1')]);

function exported(sizeBytes: number): Buffer {
  const data = Buffer.alloc(12);
  data.writeUInt16BE(infos.exported);
  data.writeBigUInt64BE(BigInt(sizeBytes), 2);
  // an answer is always in one piece here, asked so or not
  data.writeUInt16BE(transmissionFlags.hasFlags | transmissionFlags.readOnly | transmissionFlags.sendDf, 10);
  return data;
}

function blockSizes(): Buffer {
  const kind = Buffer.alloc(2);
  kind.writeUInt16BE(infos.blockSize);
  return Buffer.concat([kind, numbers(1, 65_536, longestReadBytes)]);
}

function chunkOf(cookie: Buffer, type: number, payload: readonly Buffer[]): Buffer[] {
  const head = Buffer.alloc(20);
  head.writeUInt32BE(magic.structuredReply);
  head.writeUInt16BE(chunkIsLast, 4);
  head.writeUInt16BE(type, 6);
  cookie.copy(head, 8);
  head.writeUInt32BE(
    payload.reduce((sum, { length }) => sum + length, 0),
    16,
  );
  return [head, ...payload];
}

function offsetOf(offset: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(offset));
  return bytes;
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}

const offProtocol = (): NbdLost => new NbdLost('the reader does not keep to the protocol');
