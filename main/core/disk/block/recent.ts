/** Keeps the last few results of something costly; the one not asked for the longest goes first. */
export interface Recent<V> {
  /** The kept result, or a new one. What fails is not kept. */
  get(key: number, make: () => Promise<V>): Promise<V>;
}

/** Keeps at most `most` results, at least one. */
export function keepRecent<V>(most: number): Recent<V> {
  const kept = new Map<number, Promise<V>>();
  return {
    get(key, make) {
      const known = kept.get(key);
      const value = known ?? make();
      kept.delete(key);
      kept.set(key, value);
      if (known !== undefined) return known;
      value.catch(() => {
        if (kept.get(key) === value) kept.delete(key);
      });
      for (const oldest of kept.keys()) {
        if (kept.size <= Math.max(1, most)) break;
        kept.delete(oldest);
      }
      return value;
    },
  };
}
