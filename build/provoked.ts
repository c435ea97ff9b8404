/** Notes which failures the program itself makes while tests run, so that a code which no test provokes is found. */
import type { Plugin } from 'vite';

/** Where a run of all tests writes them, a code a line; other runs note nothing. */
export const provokedFile = process.env['PROVOKED_FAILURES'];

/** Put behind the class: what tests and doubles make themselves, or take from the wire, does not count. */
const noting = `
import { appendFileSync as append } from 'node:fs';
if (process.env.PROVOKED_FAILURES !== undefined) {
  const noted = new Set();
  const note = ({ code, stack = '' }) => {
    const maker = stack.split('\\n').find((line) => /^\\s+at /.test(line) && !line.includes('failure-error'));
    if (noted.has(code) || /\\.(test|double|fake)\\.|\\/test-|\\/renderer\\//.test(maker ?? '')) return;
    noted.add(code);
    append(process.env.PROVOKED_FAILURES, code + '\\n');
  };
  const { from } = Failure;
  Failure.from = (error) => {
    const failure = from(error);
    if (failure !== error) note(failure);
    return failure;
  };
  Failure = new Proxy(Failure, {
    construct(...made) {
      const failure = Reflect.construct(...made);
      note(failure);
      return failure;
    },
  });
}
`;

export const noteFailures = (): Plugin => ({
  name: 'note-failures',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('/contract/failure-error.ts') ? code + noting : undefined),
});
