/** Which files of a guest hold secrets, by name and by content: they are never shown. */

import { posix } from 'node:path';

/** Names, in lower case, of what holds passwords, keys or whole account data bases. */
const names: readonly RegExp[] = [
  /^g?shadow([-.~]|$)/, /^(master\.passwd|spwd\.db|opasswd|passwd-?\.bak)$/,
  /^sam(\.(log\d?|sav|bak|old))?$/, /^(ntuser|usrclass)\.dat/, /^ntds\.(dit|jfm)$/,
  /^(id|ssh_host)_[a-z0-9_-]+(?<!\.pub)$/, /\.(pem|key|ppk|pfx|p12|p8|pkcs12|jks|jceks|keystore|kdb|kdbx|keytab|gpg|asc|ovpn|vault)$/,
  /^(krb5\.keytab|private\.key|secring.*|trustdb\.gpg|pubring\.kbx)$/,
  /^\.?(netrc|_netrc|pgpass|my\.cnf|mylogin\.cnf|git-credentials|npmrc|pypirc|dockercfg|htpasswd|s3cfg|boto|vault-token|env)(\..*)?$/,
  /^(credentials?|accesstokens|aliyun-cli|tokens?|secrets?|vault|htpasswd)(\.(json|ya?ml|xml|ini|toml|txt|db))?$/,
  /^\.?(bash|zsh|sh|mysql|psql|python|rediscli|node_repl)_history$/, /^consolehost_history\.txt$/,
  /^(unattend|autounattend|sysprep)\.(xml|inf)$/, /^user-data(\..*)?$/, /^(wpa_supplicant|chap-secrets|pap-secrets|ipsec\.secrets)/,
  /^(smbpasswd|passdb\.tdb|secrets\.tdb|sasldb2?|tokens\.dat|login data|logins\.json|key[34]\.db|cookies(\.sqlite)?)$/, /^(ks|anaconda-ks|preseed)\.cfg$/,
]; // prettier-ignore

/** Folders, in lower case, of which everything is held back. */
const folders: readonly RegExp[] = [
  /^\/etc\/networkmanager\/system-connections(\/|$)/, /^\/etc\/(pki|ssl)\/.*private(\/|$)/, /^\/etc\/(wireguard|openvpn|ipsec\.d)(\/|$)/,
  /\/\.(ssh\/.*(?<!\.pub)(?<!authorized_keys)(?<!known_hosts)(?<!config)$|gnupg(\/|$)|aws(\/|$)|aliyun(\/|$)|kube(\/|$)|docker(\/|$)|azure(\/|$))/,
  /\/\.config\/(gcloud|gh|hub)(\/|$)/, /^\/var\/lib\/cloud\/(instances?|seed)(\/|$)/, /^\/etc\/letsencrypt\/(live|archive|keys|accounts)(\/|$)/,
  /^\/windows\/system32\/config(\/|$)/, /^\/windows\/repair(\/|$)/, /\/appdata\/(local|roaming)\/microsoft\/(vault|credentials|protect|crypto)(\/|$)/,
  /^\/windows\/(system32|syswow64)\/microsoft\/protect(\/|$)/, /^\/windows\/panther(\/|$)/, /^\/programdata\/microsoft\/(crypto|vault)(\/|$)/,
  /^\/(var\/lib|srv)\/(mysql|pgsql|postgresql|mongo|redis|etcd|vault)(\/|$)/, /^\/proc(\/|$)/,
]; // prettier-ignore

/** `path` as it was asked for, with `/`. */
export function isSecretPath(path: string): boolean {
  const lower = posix.normalize(`/${path.toLowerCase()}`);
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  // a folder may be listed; what lies in it is held back
  return names.some((pattern) => pattern.test(name)) || folders.some((pattern) => pattern.test(lower));
}

/** Beginnings of files that are secret as a whole: hives, key stores, encrypted containers, data bases of keys. */
const beginnings = ['regf', '\xfe\xed\xfe\xed', '\xce\xce\xce\xce', 'PuTTY-User-Key-File', 'Salted__', 'kdbx', '\x03\xd9\xa2\x9a', '\x05\x02\0\0'].map((text) => Buffer.from(text, 'latin1')); // prettier-ignore

/** Whole files: private keys, and lines as shadow and htpasswd have them, also under other names. */
const contents: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/,
  /-----BEGIN PGP (PRIVATE|MESSAGE)/,
  /AGE-SECRET-KEY-1/,
  /"private_key"\s*:/,
  /[:=]\s*["']?(\{[A-Z0-9]+\})?\$(1|2[abxy]?|5|6|7|y|gy|md5|sha1|apr1|argon2\w*|scrypt)\$/i,
  /^[\w.-]+:[!*]{0,2}[^:\n]*:\d{1,6}:\d*:\d*:\d*:\d*:\d*:/m,
  /pbkdf2\.sha\d+\.\d+\.[0-9A-F]{16}/i,
  /^[\w.$-]{1,64}:\d+:[0-9A-F]{32}:[0-9A-F]{32}:/im,
];

export const isSecretContent = (head: Buffer, text: string): boolean =>
  beginnings.some((beginning) => head.subarray(0, beginning.length).equals(beginning)) ||
  contents.some((pattern) => pattern.test(text));

export const mask = '••••';

const values: readonly RegExp[] = [
  // `password = x`, `"apiKey": "x"`, `--token=x`
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key(?:[_-]?(?:id|secret))?|private[_-]?key|psk|credential|community|auth)[\w-]*["']?\s*(?:[=:]|=>)\s*)("[^"\n]*"|'[^'\n]*'|[^\s,;#]+)/gi,
  /(<(?:\w+:)?(?:[\w-]*(?:password|secret|token|key))>)([^<\n]+)/gi,
  /(\b(?:ht|f)tps?:\/\/[^\s:@/]+:)([^\s@/]+)(?=@)/gi,
  /(\bauthorization["']?\s*[:=]\s*["']?(?:basic|bearer)\s+)([\w.+/=~-]+)/gi,
];
/** Keys that are known by how they begin. */
const wellKnown =
  /\b(LTAI[A-Za-z0-9]{10,}|(?:AKIA|ASIA)[A-Z0-9]{12,}|gh[pousr]_\w{20,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+)/g;

/** Takes out values that look like passwords or keys; what stays is for people. */
export function withoutSecrets(text: string): string {
  let safe = text;
  for (const pattern of values) safe = safe.replace(pattern, `$1${mask}`);
  return safe.replace(wellKnown, mask);
}
