/** What a file of ours that cannot be used is told as. */
import { Failure } from '../../../contract/failure-error.ts';

/** An error of the file system as `machine.file-failed`; anything else as it is. */
export function fileFailure(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof Failure || typeof code !== 'string') return error;
  return new Failure('machine.file-failed', { file, reason: code }, { cause: error });
}
