/** The XML OSS speaks: writing answers, reading the documents requests carry. */
import { XMLParser } from 'fast-xml-parser';
import { CloudError } from '../http/exchange.ts';

/** A list stands for the element repeated. */
export type XmlValue = string | number | boolean | { readonly [name: string]: XmlValue | readonly XmlValue[] };

export const xmlDocument = (name: string, value: XmlValue): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value)}`;

function element(name: string, value: XmlValue | readonly XmlValue[]): string {
  if (isList(value)) return value.map((one) => element(name, one)).join('');
  const inside =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([child, content]) => element(child, content))
          .join('')
      : escape(String(value));
  return `<${name}>${inside}</${name}>`;
}

const isList = (value: XmlValue | readonly XmlValue[]): value is readonly XmlValue[] => Array.isArray(value);

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escape = (text: string): string => text.replace(/[&<>]/g, (char) => escapes[char] ?? char);

/** The parts a CompleteMultipartUpload names, in its order. */
export function readCompleteRequest(text: string): { partNumber: number; etag: string }[] {
  const root = parse(text)['CompleteMultipartUpload'];
  const parts = isObject(root) ? root['Part'] : undefined;
  if (!Array.isArray(parts) || parts.length === 0) throw malformed();
  return parts.map((part) => {
    if (!isObject(part) || typeof part['PartNumber'] !== 'string' || typeof part['ETag'] !== 'string')
      throw malformed();
    const partNumber = Number(part['PartNumber']);
    if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000) throw malformed();
    return { partNumber, etag: part['ETag'] };
  });
}

/** The keys a DeleteObjects names, and whether only failures are answered. */
export function readDeleteRequest(text: string): { keys: string[]; quiet: boolean } {
  const root = parse(text)['Delete'];
  const objects = isObject(root) ? root['Object'] : undefined;
  if (!isObject(root) || !Array.isArray(objects) || objects.length === 0 || objects.length > 1000) throw malformed();
  const keys = objects.map((one) => {
    if (!isObject(one) || typeof one['Key'] !== 'string' || one['Key'] === '') throw malformed();
    return one['Key'];
  });
  return { keys, quiet: root['Quiet'] === 'true' };
}

/** The storage class and region a PutBucket asks for, where its body says so. */
export function readBucketRequest(text: string): {
  storageClass: string | undefined;
  location: string | undefined;
} {
  if (text.trim() === '') return { storageClass: undefined, location: undefined };
  const root = parse(text)['CreateBucketConfiguration'];
  const field = (name: string): string | undefined => {
    const value = isObject(root) ? root[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return { storageClass: field('StorageClass'), location: field('LocationConstraint') };
}

function parse(text: string): Record<string, unknown> {
  try {
    const parser = new XMLParser({
      parseTagValue: false,
      htmlEntities: true,
      isArray: (name) => name === 'Part' || name === 'Object',
    });
    return parser.parse(text, true) as Record<string, unknown>;
  } catch {
    throw malformed();
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const malformed = (): CloudError =>
  new CloudError(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema.',
  );
