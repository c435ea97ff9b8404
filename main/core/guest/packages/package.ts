/** An installed package, whichever data base knows it. */

export interface InstalledPackage {
  readonly name: string;
  /** As the guest's own tools write it; for rpm `[epoch:]version-release`. */
  readonly version: string;
  readonly architecture: string;
}

/** A full distribution with all languages has a tenth of this. */
export const mostPackages = 100_000;
