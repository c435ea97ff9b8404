/** A disk as the guest saw it: bytes by offset, whatever format they lie in. Everything that looks inside builds on this. */

/** A run of the disk that is data, or that reads as zeros without being stored. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
  readonly data: boolean;
}

export interface BlockSource {
  /** Virtual size in bytes. */
  readonly size: number;
  /**
   * Exactly `length` bytes from `offset`; the caller owns the buffer. Fails with `source.corrupt` when the range is not
   * within the disk or the file cannot give it; never answers fewer bytes.
   */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Buffer>;
  /** The whole disk as extents in order, without gaps; neighbours differ in `data`. */
  map(signal?: AbortSignal): AsyncIterable<Extent>;
  close(): Promise<void>;
}
