/** Keeps secrets out of whatever is written down: every log line passes here. */

const secrets = new Set<string>();
const mark = '•••';
const shortest = 6;

/** Registers a secret for as long as the program runs; from then on no log line shows it. */
export function keepSecret(secret: string): void {
  if (secret.length >= shortest) secrets.add(secret);
}

/** Replaces registered secrets, also in their URL-encoded spelling, and signatures in URLs and headers. */
export function redact(text: string): string {
  let safe = text;
  for (const secret of secrets) {
    safe = safe.replaceAll(secret, mark).replaceAll(encodeURIComponent(secret), mark);
  }
  return safe.replace(/((?:signature|security-token|accesskeysecret)["']?\s*[=:]\s*["']?)[^&\s"',;]+/gi, `$1${mark}`);
}
