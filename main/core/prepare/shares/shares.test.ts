import { mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  shareRecipe as recipeView,
  shareSystems,
  type ShareForm,
  type ShareRecipe,
} from '../../../../contract/prepare.ts';
import { plant, programThere, runProgram } from '../results/test-trees.ts';
import { prepareWords as words } from '../../../../words/en/prepare/all.ts';
import { folderReach } from './folder-reach.ts';
import { exportsWord, psQuote, shQuote } from './quoting.ts';
import { shareRecipe } from './share-recipe.ts';

const form = (change: {
  protocol?: ShareForm['protocol'];
  server?: Partial<ShareForm['server']>;
  client?: Partial<ShareForm['client']>;
}): ShareForm => ({
  protocol: change.protocol ?? 'nfs',
  server: {
    system: 'rhel-6',
    host: '192.168.0.10',
    folder: '/sharestore',
    share: 'VHD_DIR',
    user: 'mover',
    ...change.server,
  },
  client: { system: 'rhel-6', address: '192.168.0.11', mountAt: '/mnt/store', ...change.client },
});
const commandsOf = (recipe: ShareRecipe, shell: 'sh' | 'powershell' = 'sh') =>
  recipe.parts.flatMap((part) =>
    part.steps.flatMap((step) =>
      step.blocks.flatMap((block) => (block.kind === 'commands' && block.shell === shell ? [block] : [])),
    ),
  );
const textOf = (recipe: ShareRecipe, shell: 'sh' | 'powershell' = 'sh') =>
  commandsOf(recipe, shell)
    .map((block) => block.text)
    .join('\n');
const problemsOf = (wrong: ShareForm): string => {
  try {
    shareRecipe(wrong, words);
  } catch (error) {
    expect(error).toMatchObject({ code: 'asked.input-invalid' });
    return (error as { facts: { problems: string } }).facts.problems;
  }
  return '';
};

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shares-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('recipes', () => {
  const pairs = shareSystems.flatMap((server) =>
    shareSystems.flatMap((client) => (['smb', 'nfs'] as const).map((protocol) => ({ server, client, protocol }))),
  );
  it.each(pairs)('$protocol: $server shares with $client', ({ server, client, protocol }) => {
    const recipe = recipeView.parse(
      shareRecipe(
        form({
          protocol,
          server: { system: server, folder: server === 'windows' ? 'D:\\store' : '/sharestore' },
          client: { system: client, mountAt: client === 'windows' ? 'Z:' : '/mnt/store' },
        }),
        words,
      ),
    );
    expect(recipe.parts.map((part) => part.id)).toEqual(['server', 'client', 'test', 'station', 'afterwards']);
    expect(textOf(recipe) + textOf(recipe, 'powershell')).toMatch(/192\.168\.0\.1[01]/);
  });

  it('does what the white paper does on CentOS 6, but not for everybody', () => {
    const text = textOf(shareRecipe(form({}), words));
    for (const part of [
      'yum -y install nfs-utils rpcbind',
      'mkdir -p /sharestore',
      'service rpcbind start',
      'service nfs start',
      'chkconfig nfs on',
      'mount -t nfs -o rw,hard 192.168.0.10:/sharestore /mnt/store',
    ])
      expect(text).toContain(part);
    expect(text).toContain('/sharestore 192.168.0.11(rw,sync,no_root_squash,no_subtree_check)');
  });

  it('gives Disk2vhd the address it wants', () => {
    const windows = form({
      protocol: 'smb',
      server: { system: 'windows', host: 'iZtk67uu6ar4utZ', folder: 'D:\\VHD' },
      client: { system: 'windows', mountAt: 'z' },
    });
    const recipe = shareRecipe(windows, words);
    expect(recipe.address).toBe('\\\\iZtk67uu6ar4utZ\\VHD_DIR');
    expect(textOf(recipe, 'powershell')).toContain("net use Z: '\\\\iZtk67uu6ar4utZ\\VHD_DIR'");
  });
});

describe('what was typed wrong', () => {
  it.each([
    [form({ server: { host: '192.168.0.300' } }), 'server.host: is not an address'],
    [form({ server: { host: '192.168.0' } }), 'server.host: is not an address'],
    [form({ server: { host: 'file server' } }), 'server.host: is not a host name'],
    [form({ server: { host: '-oProxyCommand' } }), 'server.host: is not a host name'],
    [form({ server: { host: 'a;reboot' } }), 'server.host: is not a host name'],
    [form({ server: { host: '' } }), 'server.host: is missing'],
    [form({ server: { folder: 'sharestore' } }), 'server.folder: must begin with a slash'],
    [form({ server: { folder: '/store\nrm -rf /' } }), 'server.folder: contains control characters'],
    [form({ server: { folder: '/store/../etc' } }), 'server.folder: must not contain'],
    [form({ server: { folder: '//etc/' } }), 'server.folder: is a folder of the system'],
    [form({ server: { system: 'windows', folder: '/store' } }), 'server.folder: must begin with a drive'],
    [form({ server: { system: 'windows', folder: 'C:\\Windows' } }), 'server.folder: is a folder of the system'],
    [form({ server: { system: 'windows', folder: 'D:\\a?b' } }), 'server.folder: has characters'],
    [form({ protocol: 'smb', server: { share: 'a/b' } }), 'server.share: has more than'],
    [form({ protocol: 'smb', server: { share: 'homes' } }), 'server.share: is a name the system uses'],
    [form({ protocol: 'smb', server: { user: 'a b' } }), 'server.user: is not a user name'],
    [form({ protocol: 'smb', server: { folder: '/a%U' } }), 'server.folder: must not contain %'],
    [form({ client: { address: '10.0.0.0/40' } }), 'client.address: is not an address'],
    [form({ client: { address: '*' } }), 'client.address: is not a host name'],
    [form({ client: { system: 'windows', mountAt: 'C:' } }), 'client.mountAt: must be a drive letter'],
  ])('is named with its field (%#)', (wrong, said) => {
    expect(problemsOf(wrong)).toContain(said);
  });
  it('names every field at once', () => {
    expect(problemsOf(form({ server: { host: '', folder: '' }, client: { mountAt: 'x' } })).split('\n')).toHaveLength(
      3,
    );
  });
});

/** Names that pass as folders and would do harm unquoted. */
const hostile = [
  "/it's",
  '/a b',
  '/$(touch pwned)',
  '/`touch pwned`',
  '/x;touch pwned',
  '/"q"',
  '/back\\slash',
  '/a#b',
  '/*',
  '/-rf',
  '/名前',
  '/a&b|c>d',
];

describe('hostile names', () => {
  it.each(hostile)('%s stays one word, in the shell and in the files', async (name) => {
    const folder = `${root}${name}`;
    const recipe = shareRecipe(form({ server: { folder }, client: { mountAt: `${root}/mount${name}` } }), words);
    await plant(root, { 'etc/exports': '', 'etc/samba/smb.conf': '' });
    const smb = shareRecipe(form({ protocol: 'smb', server: { folder } }), words);
    const texts = [...commandsOf(recipe), ...commandsOf(smb)]
      .filter((block) => block.proof.how === 'run')
      .map((block) => block.text);
    expect(texts.length).toBeGreaterThan(5);
    for (const text of texts) {
      if (text.includes('/mnt/store')) continue;
      const moved = text.replaceAll(/>> \/etc/g, `>> ${shQuote(`${root}/etc`)}`);
      expect(await runProgram('sh', ['-c', moved], root)).toMatchObject({ code: 0, stderr: '' });
    }
    expect((await runProgram('ls', ['-1d', folder, `${root}/mount${name}`])).code).toBe(0);
    expect((await runProgram('ls', [join(root, 'pwned')])).code).not.toBe(0);
    const exported = (await readFile(join(root, 'etc/exports'), 'utf8')).trimEnd();
    expect(exported.split(/\s/)).toHaveLength(2);
    const [word = ''] = exported.split(/\s/);
    expect(word.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))).toBe(folder);
    expect(await readFile(join(root, 'etc/samba/smb.conf'), 'utf8')).toContain(`path = ${folder}\n`);
  });

  it('every shell command is understood by dash and bash, whatever the names', async () => {
    for (const program of ['dash', 'bash']) {
      if (!(await programThere(program))) continue;
      for (const protocol of ['nfs', 'smb'] as const)
        for (const system of ['rhel-6', 'rhel-9', 'debian', 'suse'] as const) {
          const recipe = shareRecipe(
            form({
              protocol,
              server: { system, folder: "/it's $(x) `y`" },
              client: { system, mountAt: '/a "b' },
            }),
            words,
          );
          const file = join(root, 'recipe.sh');
          await writeFile(file, `${textOf(recipe)}\n`);
          expect(await runProgram(program, ['-n', file])).toEqual({ code: 0, stdout: '', stderr: '' });
        }
    }
  });

  it('PowerShell text cannot be ended from within, not even by typographic quotes', () => {
    expect(psQuote("a'; Remove-Item x '")).toBe("'a''; Remove-Item x '''");
    expect(psQuote('a\u2019b\u201bc')).toBe("'a\u2019\u2019b\u201b\u201bc'");
    const recipe = shareRecipe(
      form({
        protocol: 'smb',
        server: { system: 'windows', folder: "D:\\a'; Stop-Computer; '" },
        client: { system: 'windows', mountAt: 'Y' },
      }),
      words,
    );
    expect(textOf(recipe, 'powershell')).toContain("'D:\\a''; Stop-Computer; '''");
  });

  it('exports are written as exports(5) reads them', () => {
    expect(exportsWord('/a b#c"d\\e')).toBe('/a\\040b\\043c\\042d\\134e');
  });
});

describe('trying a folder', () => {
  it('tells room and rights of one that is there', async () => {
    const reach = await folderReach(root, 5000);
    expect(reach).toMatchObject({ at: 'reached', writable: true, network: 'no' });
    if (reach.at === 'reached') expect(reach.freeBytes).toBeLessThanOrEqual(reach.totalBytes);
  });
  it('leaves nothing behind in it', async () => {
    await folderReach(root, 5000);
    expect(await readdir(root)).toEqual([]);
  });
  // takes no file from anyone, though an administrator who asks is told yes
  it.runIf(process.platform === 'linux')('does not call one writable that takes no file', async () => {
    expect(await folderReach('/proc', 5000)).toMatchObject({ at: 'reached', writable: false });
  });
  it('says why not', async () => {
    await writeFile(join(root, 'file'), '');
    await symlink('loop', join(root, 'loop'));
    expect(await folderReach(join(root, 'nowhere'), 5000)).toMatchObject({ because: 'missing' });
    expect(await folderReach(join(root, 'file'), 5000)).toMatchObject({ because: 'not-a-folder' });
    expect(await folderReach(join(root, 'loop'), 5000)).toMatchObject({ because: 'failed', detail: 'ELOOP' });
    await expect(folderReach('relative', 5000)).rejects.toMatchObject({ code: 'asked.input-invalid' });
  });
});
