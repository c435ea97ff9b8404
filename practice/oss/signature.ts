/** What both of OSS's signatures, in headers or in the URL, say about a request before the secret comes into play. */
export interface OssSignature {
  readonly accessKeyId: string;
  readonly signature: string;
  readonly securityToken: string | undefined;
  /** Milliseconds since the epoch; NaN when it could not be read. Absent for V1 URLs, which carry no such time. */
  readonly signedAt: number | undefined;
  /** For signed URLs: when they end. */
  readonly endsAt: number | undefined;
  /** V4 only. */
  readonly region: string | undefined;
  /** The text that was signed if the request is about this bucket and object (each may be empty). */
  stringToSign(bucket: string, key: string): string;
  sign(secret: string, text: string): string;
}
