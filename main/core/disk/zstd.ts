/** Zstandard where this Node has it (from 22.15 on). */
import * as zlib from 'node:zlib';
import type { Transform } from 'node:stream';

/** Absent on an older Node, whatever the types say. */
export const createZstdDecompress: (() => Transform) | undefined =
  'createZstdDecompress' in zlib ? () => zlib.createZstdDecompress() : undefined;
