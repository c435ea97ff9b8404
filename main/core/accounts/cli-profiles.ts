/** The profiles of the aliyun command line, read in place when one is chosen; never written, and copied only when asked. */
import { say, type Said } from '../../../contract/said.ts';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProfileView } from '../../../contract/accounts.ts';
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import { z } from '../../../contract/schema.ts';
import { readRecordIfThere } from '../base/record-file.ts';
import type { Credentials } from '../cloud/cloud.ts';

const profile = z.looseObject({
  name: z.string(),
  mode: z.string().default('AK'),
  access_key_id: z.string().optional(),
  access_key_secret: z.string().optional(),
  sts_token: z.string().optional(),
  ram_role_arn: z.string().optional(),
  ram_session_name: z.string().optional(),
  expired_seconds: z.number().optional(),
});
const configuration = z.looseObject({ current: z.string().default('default'), profiles: z.array(profile) });

/** What a profile gives: keys, or keys with which to become a role. */
export interface ProfileKeys {
  readonly credentials: Credentials;
  readonly role?: { readonly roleArn: string; readonly sessionName: string; readonly seconds: number };
}

/** Modes that need nothing but what is in the file. Others ask an instance, a browser or a program. */
const usable = ['AK', 'StsToken', 'RamRoleArn'];

export const cliConfigFile = (home = homedir()): string => join(home, '.aliyun', 'config.json');

/** Empty when there is no such file. Fails with `account.profile-unreadable`. */
export async function listProfiles(file: string): Promise<ProfileView[]> {
  const read = await readConfiguration(file, '');
  return (read?.profiles ?? []).map(({ name, mode }) => ({
    name,
    mode,
    usable: usable.includes(mode),
    current: name === read?.current,
  }));
}

/** Fails with `account.profile-unreadable` when it is not there, incomplete, or of a mode we cannot use. */
export async function readProfile(file: string, name: string): Promise<ProfileKeys> {
  const unfit = (reason: Said): Failure => new Failure('account.profile-unreadable', { file, profile: name, reason });
  const found = (await readConfiguration(file, name))?.profiles.find((one) => one.name === name);
  if (found === undefined) throw unfit(say('no-profile'));
  if (!usable.includes(found.mode)) throw unfit(say('mode-unusable', found.mode));
  const { access_key_id: accessKeyId = '', access_key_secret: accessKeySecret = '', sts_token: token = '' } = found;
  if (accessKeyId === '' || accessKeySecret === '') throw unfit(say('no-key-pair'));
  if (found.mode === 'StsToken' && token === '') throw unfit(say('no-token'));
  const credentials = {
    accessKeyId,
    accessKeySecret,
    ...(found.mode === 'StsToken' ? { securityToken: token } : {}),
  };
  if (found.mode !== 'RamRoleArn') return { credentials };
  if (found.ram_role_arn === undefined || found.ram_role_arn === '') throw unfit(say('no-role'));
  return {
    credentials,
    role: {
      roleArn: found.ram_role_arn,
      sessionName: found.ram_session_name || defaultSessionName,
      seconds: found.expired_seconds || sessionSeconds,
    },
  };
}

export const defaultSessionName = 'ecs-image-migrator';
/** AssumeRole: what every role allows. */
export const sessionSeconds = 3_600;

async function readConfiguration(file: string, name: string) {
  try {
    return await readRecordIfThere(file, configuration);
  } catch (error) {
    if (!failedWith(error, 'program.record-unreadable')) throw error;
    throw new Failure('account.profile-unreadable', { file, profile: name, reason: error.facts.reason });
  }
}
