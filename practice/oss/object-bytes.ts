/** The bytes of a stored object, wherever they lie: read at an offset, or streamed in order. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ObjectStore } from './object-store.ts';
import type { StoredObject } from './manifests.ts';

export interface ObjectBytes {
  readonly bytes: number;
  /** Shorter than asked only at the end. */
  read(offset: number, length: number): Promise<Buffer>;
}

export function objectBytes(store: ObjectStore, object: StoredObject): ObjectBytes {
  return {
    bytes: object.bytes,
    async read(offset, length) {
      const result = Buffer.alloc(Math.max(0, Math.min(length, object.bytes - offset)));
      let filled = 0;
      for (const piece of piecesOf(object, offset, offset + result.length)) {
        const file = await open(store.fileOf(object, piece.index), 'r');
        try {
          const { bytesRead } = await file.read(result, filled, piece.to - piece.from, piece.from);
          filled += bytesRead;
        } finally {
          await file.close();
        }
      }
      return result.subarray(0, filled);
    },
  };
}

/** From `start` up to, not including, `end`. */
export async function* streamObject(
  store: ObjectStore,
  object: StoredObject,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  for (const piece of piecesOf(object, start, end)) {
    const stream = createReadStream(store.fileOf(object, piece.index), {
      start: piece.from,
      end: piece.to - 1,
    });
    for await (const chunk of stream) yield chunk as Buffer;
  }
}

function* piecesOf(
  object: StoredObject,
  start: number,
  end: number,
): Generator<{ index: number; from: number; to: number }> {
  let base = 0;
  for (const [index, file] of object.files.entries()) {
    const from = Math.max(start, base) - base;
    const to = Math.min(end, base + file.bytes) - base;
    if (from < to) yield { index, from, to };
    base += file.bytes;
    if (base >= end) return;
  }
}
