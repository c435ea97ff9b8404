/**
 * Where objects and unfinished uploads are kept on disk. Each is a folder with a manifest and body files; an upload becomes an
 * object by writing the object's manifest and renaming the folder, so that a kill at any moment leaves one or the other.
 */
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecordSync, recordsIn } from '../../main/core/base/record-file.ts';
import {
  objectManifest,
  partLine,
  uploadManifest,
  type PartLine,
  type StoredObject,
  type StoredUpload,
} from './manifests.ts';

export interface Upload extends StoredUpload {
  readonly parts: Map<number, PartLine>;
}

export interface ObjectStore {
  find(bucket: string, key: string): StoredObject | undefined;
  /** Sorted by key. */
  list(bucket: string): StoredObject[];
  /** A file name of its own for a body that is still arriving. */
  incoming(): string;
  /** Takes the file. Replaces an object of the same name. */
  put(object: Omit<StoredObject, 'id' | 'files'>, file: string): StoredObject;
  remove(bucket: string, key: string): void;
  begin(upload: Omit<StoredUpload, 'uploadId'>): Upload;
  upload(bucket: string, key: string, uploadId: string): Upload | undefined;
  /** Sorted by key, then by upload id. */
  uploads(bucket: string): Upload[];
  /** Takes the file. Replaces a part of the same number. */
  addPart(upload: Upload, part: Omit<PartLine, 'file'>, file: string): void;
  /** `parts` in the order of the object's bytes; other parts are dropped. */
  complete(upload: Upload, object: Omit<StoredObject, 'id' | 'files'>, parts: readonly PartLine[]): StoredObject;
  abort(upload: Upload): void;
  /** The full name of one of an object's body files. */
  fileOf(object: StoredObject, index: number): string;
}

/** Reads what is there and removes what a kill left half done. */
export function openObjectStore(folder: string): ObjectStore {
  const objectsFolder = join(folder, 'objects');
  const uploadsFolder = join(folder, 'uploads');
  const incomingFolder = join(folder, 'incoming');
  rmSync(incomingFolder, { recursive: true, force: true });
  for (const one of [objectsFolder, uploadsFolder, incomingFolder]) mkdirSync(one, { recursive: true });

  const objects = new Map<string, StoredObject>();
  const uploads = new Map<string, Upload>();
  const nameOf = (bucket: string, key: string): string => `${bucket}/${key}`;
  /** Renamed first, so that a kill half way leaves rubbish that the next start removes, not half an object. */
  const removeFolder = (path: string): void => {
    const gone = join(incomingFolder, `${newId()}.gone`);
    renameSync(path, gone);
    rmSync(gone, { recursive: true, force: true, maxRetries: 5 });
  };

  const adopt = (object: StoredObject): StoredObject => {
    const name = nameOf(object.bucket, object.key);
    const before = objects.get(name);
    objects.set(name, object);
    if (before !== undefined) removeFolder(join(objectsFolder, before.id));
    return object;
  };

  const found = readdirSync(objectsFolder).map((id) =>
    readRecordSync(join(objectsFolder, id, 'object.json'), objectManifest),
  );
  found.sort((a, b) => a.modified - b.modified).forEach(adopt);
  for (const id of readdirSync(uploadsFolder)) {
    const upload = readUpload(join(uploadsFolder, id));
    if (upload === undefined) removeFolder(join(uploadsFolder, id));
    else uploads.set(id, upload);
  }

  const seal = (stage: string, object: StoredObject): StoredObject => {
    writeFileSync(join(stage, 'object.json'), JSON.stringify(objectManifest.parse(object)));
    renameSync(stage, join(objectsFolder, object.id));
    return adopt(object);
  };

  return {
    find: (bucket, key) => objects.get(nameOf(bucket, key)),
    list: (bucket) =>
      [...objects.values()].filter((one) => one.bucket === bucket).sort((a, b) => compare(a.key, b.key)),
    incoming: () => join(incomingFolder, newId()),
    put(object, file) {
      const id = newId();
      const stage = join(incomingFolder, `${id}.d`);
      mkdirSync(stage);
      renameSync(file, join(stage, 'body'));
      return seal(stage, { ...object, id, files: [{ file: 'body', bytes: object.bytes }] });
    },
    remove(bucket, key) {
      const object = objects.get(nameOf(bucket, key));
      if (object === undefined) return;
      removeFolder(join(objectsFolder, object.id));
      objects.delete(nameOf(bucket, key));
    },
    begin(asked) {
      const upload: Upload = { ...asked, uploadId: newId(), parts: new Map() };
      const { parts: _, ...manifest } = upload;
      mkdirSync(join(uploadsFolder, upload.uploadId));
      writeFileSync(
        join(uploadsFolder, upload.uploadId, 'upload.json'),
        JSON.stringify(uploadManifest.parse(manifest)),
      );
      uploads.set(upload.uploadId, upload);
      return upload;
    },
    upload(bucket, key, uploadId) {
      const upload = uploads.get(uploadId);
      return upload?.bucket === bucket && upload.key === key ? upload : undefined;
    },
    uploads: (bucket) =>
      [...uploads.values()]
        .filter((one) => one.bucket === bucket)
        .sort((a, b) => compare(a.key, b.key) || compare(a.uploadId, b.uploadId)),
    addPart(upload, part, file) {
      const stage = join(uploadsFolder, upload.uploadId);
      const line: PartLine = { ...part, file: `${part.partNumber}-${newId().slice(0, 8)}` };
      renameSync(file, join(stage, line.file));
      appendFileSync(join(stage, 'parts.jsonl'), `${JSON.stringify(line)}\n`);
      const before = upload.parts.get(part.partNumber);
      upload.parts.set(part.partNumber, line);
      if (before !== undefined) rmSync(join(stage, before.file), { force: true });
    },
    complete(upload, object, parts) {
      uploads.delete(upload.uploadId);
      const files = parts.map(({ file, bytes }) => ({ file, bytes }));
      const sealed = seal(join(uploadsFolder, upload.uploadId), { ...object, id: upload.uploadId, files });
      const kept = new Set(parts);
      for (const part of upload.parts.values()) {
        if (!kept.has(part)) rmSync(join(objectsFolder, sealed.id, part.file), { force: true });
      }
      return sealed;
    },
    abort(upload) {
      uploads.delete(upload.uploadId);
      removeFolder(join(uploadsFolder, upload.uploadId));
    },
    fileOf: (object, index) => join(objectsFolder, object.id, object.files[index]?.file ?? ''),
  };
}

const newId = (): string => randomBytes(16).toString('hex').toUpperCase();
/** OSS lists by the bytes of the name. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Undefined when the folder never became an upload. A last line cut short by a kill never was a part. */
function readUpload(folder: string): Upload | undefined {
  const names = new Set(readdirSync(folder));
  if (!names.has('upload.json')) return undefined;
  const manifest = readUploadManifest(join(folder, 'upload.json'));
  if (manifest === undefined) return undefined;
  const parts = new Map<number, PartLine>();
  const lines = names.has('parts.jsonl') ? readFileSync(join(folder, 'parts.jsonl'), 'utf8') : '';
  for (const part of recordsIn(lines, partLine)) if (names.has(part.file)) parts.set(part.partNumber, part);
  const known = new Set([...parts.values()].map((part) => part.file)).add('upload.json').add('parts.jsonl');
  for (const name of names) if (!known.has(name)) rmSync(join(folder, name), { force: true });
  return { ...manifest, parts };
}

/** Undefined when it was cut short by a kill: its answer was never sent. */
function readUploadManifest(file: string): StoredUpload | undefined {
  try {
    return readRecordSync(file, uploadManifest);
  } catch {
    return undefined;
  }
}
