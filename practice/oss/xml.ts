/** The XML OSS speaks: writing answers, reading the two documents requests carry. */
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
    const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Part' });
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
