import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromHere, parseCommand } from './arguments.ts';

describe('the command line', () => {
  it.each([
    [['run', 'p.json', '--practice'], { kind: 'embedded' }],
    [['run', '--practice', 'p.json'], { kind: 'embedded' }],
    [['run', 'p.json', '--practice', 'http://127.0.0.1:9/'], { kind: 'url', url: 'http://127.0.0.1:9' }],
    [['run', '--practice=http://127.0.0.1:9', 'p.json'], { kind: 'url', url: 'http://127.0.0.1:9' }],
    [['run', 'p.json'], undefined],
  ])('reads %j', (argv, practice) => {
    expect(parseCommand(argv)).toMatchObject({ name: 'run', plan: fromHere('p.json'), practice });
  });

  it('takes paths from where the person stood, not from where npm went', () => {
    const before = process.env['INIT_CWD'];
    process.env['INIT_CWD'] = resolve('/somewhere');
    try {
      expect(parseCommand(['inspect', 'a.vmdk', '--json'])).toEqual({
        name: 'inspect',
        files: [resolve('/somewhere/a.vmdk')],
        json: true,
      });
    } finally {
      if (before === undefined) delete process.env['INIT_CWD'];
      else process.env['INIT_CWD'] = before;
    }
  });

  it.each([
    [['inspect']],
    [['run']],
    [['run', 'a', 'b']],
    [['run', 'a', '--fast']],
    [['resume']],
    [['practice', '--port', 'x']],
    [['practice', '--port', '70000']],
    [['run', 'p.json', '--practice=nonsense']],
    [['fly']],
  ])('calls %j wrong use', (argv) => {
    expect(() => parseCommand(argv)).toThrow(expect.objectContaining({ code: 'asked.wrong-use' }));
  });
});
