/** The bytes of the NBD protocol (fixed newstyle, structured replies) as far as we speak it, after its public doc/proto.md. */

export const magic = {
  server: 0x4e42444d41474943n,
  option: 0x49484156454f5054n,
  optionReply: 0x3e889045565a9n,
  request: 0x25609513,
  simpleReply: 0x67446698,
  structuredReply: 0x668e33ef,
} as const;

/** What both sides say about themselves at the start. */
export const handshakeFlags = { fixedNewstyle: 1, noZeroes: 2 } as const;
export const options = { abort: 2, startTls: 5, info: 6, go: 7, structuredReply: 8, setMetaContext: 10 } as const;
export const optionReplies = { ack: 1, info: 3, metaContext: 4, errors: 2 ** 31 } as const;
export const infos = { exported: 0, blockSize: 3 } as const;
export const transmissionFlags = { hasFlags: 1, readOnly: 2, sendDf: 128 } as const;
export const commands = { read: 0, disconnect: 2, blockStatus: 7 } as const;
/** Answer in one piece: never chopped at holes, and an unreadable range is an error where the connection would be cut. */
export const dontFragment = 4;
export const chunks = { none: 0, data: 1, hole: 2, blockStatus: 5, errors: 0x8000 } as const;
export const chunkIsLast = 1;
export const stateIsZero = 2;

export const allocationContext = 'base:allocation';
/** The longest answer to an option, or message in an error, that we listen to. */
export const longestSmallAnswerBytes = 65_536;

/** The link is of no more use: the server is gone, silent, or does not keep to the protocol. */
export class NbdLost extends Error {
  override readonly name = 'NbdLost';
}

/** The server answered a request with an error number of its protocol. */
export class NbdRefused extends Error {
  override readonly name = 'NbdRefused';
  readonly errorNumber: number;

  constructor(errorNumber: number) {
    super(`error ${errorNumber}`);
    this.errorNumber = errorNumber;
  }
}

export function optionMessage(option: number, data: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeBigUInt64BE(magic.option, 0);
  head.writeUInt32BE(option, 8);
  head.writeUInt32BE(data.length, 12);
  return Buffer.concat([head, data]);
}

/** The export without a name, and that we want to know its block sizes. */
export function goData(): Buffer {
  const data = Buffer.alloc(8);
  data.writeUInt16BE(1, 4);
  data.writeUInt16BE(infos.blockSize, 6);
  return data;
}

/** The export without a name, and the one context we ask for. */
export function metaContextData(): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(1, 4);
  head.writeUInt32BE(allocationContext.length, 8);
  return Buffer.concat([head, Buffer.from(allocationContext, 'latin1')]);
}

export interface Request {
  readonly command: number;
  readonly flags: number;
  readonly offset: number;
  readonly length: number;
}

export function requestMessage(cookie: number, { command, flags, offset, length }: Request): Buffer {
  const message = Buffer.alloc(28);
  message.writeUInt32BE(magic.request, 0);
  message.writeUInt16BE(flags, 4);
  message.writeUInt16BE(command, 6);
  message.writeBigUInt64BE(BigInt(cookie), 8);
  message.writeBigUInt64BE(BigInt(offset), 16);
  message.writeUInt32BE(length, 24);
  return message;
}
