/** The web door in its terminal: links on request, and an end that leaves nothing behind. */
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePageFolder, type PageFolder } from '../page/page-folder.double.ts';
import { coreDouble, serviceDouble } from '../page/core.double.ts';
import { serveWeb } from './serve-web.ts';
import { openDoor } from './web-door.double.ts';

let made: PageFolder;
beforeEach(async () => {
  made = await makePageFolder();
});
afterEach(() => made.remove());

function seatDouble(port = 0) {
  const printed: string[] = [];
  const waiting: (() => void)[] = [];
  const input = new PassThrough();
  const stop = new AbortController();
  return {
    printed,
    input,
    stop: () => stop.abort(),
    /** Resolves with the next printed line. */
    nextLine: () => new Promise<void>((resolve) => waiting.push(resolve)).then(() => printed.at(-1) ?? ''),
    seat: {
      pageFolder: made.page,
      port,
      input,
      stop: stop.signal,
      write(line: string) {
        printed.push(line);
        waiting.shift()?.();
      },
      onBug: (error: unknown) => expect.unreachable(String(error)),
    },
  };
}

test('a line with a link; Enter prints another; stopping closes core', async () => {
  const core = coreDouble(serviceDouble('web'));
  const here = seatDouble();
  const run = serveWeb(core, here.seat);
  const first = await here.nextLine();
  const printed = here.nextLine();
  here.input.write('\n');
  const second = await printed;
  const link = / (http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]{43})$/;
  expect(first).toMatch(link);
  expect(second).toMatch(link);
  expect(second).not.toBe(first);
  here.stop();
  await run;
  expect(core.heard).toEqual(['suspend shutdown', 'close']);
});

test('stopping in the middle of work says that it is kept', async () => {
  const core = coreDouble(serviceDouble('web'));
  core.isBusy = true;
  const here = seatDouble();
  const run = serveWeb(core, here.seat);
  await here.nextLine();
  here.stop();
  await run;
  expect(here.printed.at(-1)).toContain('kept');
  expect(core.heard).toEqual(['suspend shutdown', 'close']);
});

test('a door that cannot open leaves no core behind', async () => {
  const core = coreDouble(serviceDouble('web'));
  const other = await openDoor();
  await expect(serveWeb(core, seatDouble(other.door.port).seat)).rejects.toMatchObject({
    code: 'machine.port-taken',
  });
  expect(core.heard).toEqual(['close']);
  await other.remove();
});
