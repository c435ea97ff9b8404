/** Core's process: opens core when it is told to, answers the window's process, and serves each page that is sent a port. */
import type { ParentPort } from 'electron';
import { connect } from '../../contract/connect.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { CoreOptions, Desktop } from '../core/compose.ts';
import { redact } from '../core/base/redact.ts';
import { serve } from '../core/serve.ts';
import type { DoorCore } from '../doors/door-core.ts';
import { answerCalls } from './answer-calls.ts';
import { openChannel } from './channel.ts';
import { coreCalls, desktopCalls, pageMessage } from './core-messages.ts';
import { mainPort } from './main-port.ts';

export type OpenCore = (options: Omit<CoreOptions, 'startPractice' | 'practiceKeys'>) => Promise<DoorCore>;

const onBug = (error: unknown): void =>
  void process.stderr.write(`${redact(String((error instanceof Error ? error.stack : undefined) ?? error))}\n`);

export function serveCore(parent: Pick<ParentPort, 'on' | 'postMessage'>, open: OpenCore): void {
  const channel = openChannel((message) => parent.postMessage(message));
  const desktop = desktopOver(connect(desktopCalls, channel.port('desktop')));
  let core: DoorCore | undefined;
  const opened = (): DoorCore => {
    if (core === undefined) throw new Failure('asked.not-now', { reason: 'not-open' });
    return core;
  };

  answerCalls(
    coreCalls,
    {
      async start({ resourcesFolder, samplePath, ...told }) {
        core = await open({
          ...told,
          door: 'electron',
          desktop,
          ...(resourcesFolder === undefined ? {} : { resourcesFolder }),
          ...(samplePath === undefined ? {} : { samplePath }),
          onBug,
        });
        return {};
      },
      suspend: async ({ reason }) =>
        opened()
          .suspend(reason)
          .then(() => ({})),
      wake: async () =>
        opened()
          .wake()
          .then(() => ({})),
      busy: async () => opened().busy(),
      close: async () =>
        opened()
          .close()
          .then(() => ({})),
    },
    channel.port('core'),
  );

  parent.on('message', ({ data, ports }: { data: unknown; ports: readonly Electron.MessagePortMain[] }) => {
    if (!pageMessage.safeParse(data).success) {
      channel.arrived(data);
      return;
    }
    const [port] = ports;
    if (port !== undefined) serve(opened().service, mainPort(port), onBug);
  });
}

function desktopOver(desktop: ReturnType<typeof connect<typeof desktopCalls>>): Desktop {
  return {
    chooseFiles: (what, endings, signal) => desktop['files.choose']({ what, endings: [...endings] }, signal),
    proxyFor: async (url) => (await desktop['proxy.resolve']({ url })).said,
    vault: {
      kind: 'os-vault',
      get: async (name) => (await desktop['vault.get']({ name })).secret,
      set: async (name, secret) => void (await desktop['vault.set']({ name, secret })),
      remove: async (name) => void (await desktop['vault.remove']({ name })),
      names: () => desktop['vault.names']({}),
    },
  };
}
