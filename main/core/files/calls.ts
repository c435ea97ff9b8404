/** The contract's calls about files and folders that a person chooses. */
import { Failure } from '../../../contract/failure-error.ts';
import type { fileCalls } from '../../../contract/files.ts';
import type { Service } from '../../../contract/rpc.ts';
import { diskEndings } from '../disk/endings.ts';
import type { ChooseFiles, Files } from './files.ts';

export interface FileCallParts {
  readonly files: Files;
  /** The system's own dialog, where the door has one. */
  readonly chooseFiles: ChooseFiles | undefined;
  readonly samplePath: string | undefined;
}

export function fileService({ files, ...parts }: FileCallParts): Service<typeof fileCalls> {
  return {
    'files.choose': async ({ what }, signal) => {
      if (parts.chooseFiles === undefined) throw new Failure('asked.not-now', { reason: 'no-dialog' });
      const paths = await parts.chooseFiles(what, diskEndings, signal);
      return { chosen: await Promise.all(paths.map((path) => files.choose(path))) };
    },
    'files.resolve': ({ text }) => files.resolveText(text),
    'files.browse': ({ folder }) => files.browse(folder),
    'files.sample': async () => {
      if (parts.samplePath === undefined) return {};
      const sample = await files.choose(parts.samplePath).catch(() => undefined); // not made on this machine
      return sample === undefined ? {} : { sample };
    },
  };
}
