/** English texts of the failures that lie in the account, its keys and its rights. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';

const request = (id: string): string => (id === '' ? '' : ` Request ${id}.`);

export const account: FailureTexts<'account'> = {
  'account.unknown': ({ account }) => ({
    title: 'The account is not set up here',
    happened: `There is no account named ${account} on this machine. An account kept for a session only is gone once the program ends.`,
    todo: 'Add it under Accounts, or choose another account.',
  }),
  'account.key-rejected': ({ code, requestId }) => ({
    title: 'The cloud does not accept the AccessKey',
    happened: `Signing in was refused with ${code}.${request(requestId)}`,
    todo: 'Check the AccessKey ID and secret, and in the RAM console that the key is enabled. Then add the account again.',
  }),
  'account.token-expired': ({ requestId }) => ({
    title: 'The sign-in has expired',
    happened: `The temporary token is no longer valid.${request(requestId)}`,
    todo: 'Get a new token, add the account again, and go on. What is uploaded stays uploaded.',
  }),
  'account.clock-skewed': ({ skewMs }) => ({
    title: 'This machine’s clock is wrong',
    happened: `It is ${format.duration(Math.abs(skewMs))} ${skewMs < 0 ? 'behind' : 'ahead of'} the cloud’s clock. Signed requests are only accepted within 15 minutes.`,
    todo: 'Set the clock, best with automatic time, and try again.',
  }),
  'account.forbidden': ({ action, code, requestId }) => ({
    title: 'The account lacks a right',
    happened: `${action} was refused with ${code}.${request(requestId)}`,
    todo: `Have an administrator allow ${action} for this user in the RAM console, and try again.`,
  }),
  'account.role-missing': ({ role }) => ({
    title: 'ECS has no right to read the bucket',
    happened: `The RAM role ${role}, with which ECS fetches the object, does not exist in this account.`,
    todo: `Create it: in the ECS console choose Import Image, and confirm the authorization it offers. Or have an administrator create ${role} in the RAM console.`,
  }),
  'account.role-untrusted': ({ role }) => ({
    title: 'ECS may not use its role',
    happened: `The RAM role ${role} exists, but does not name ECS (ecs.aliyuncs.com) among those who may assume it.`,
    todo: `Let this program correct the role, or edit the trust policy of ${role} in the RAM console.`,
  }),
  'account.role-new': ({ role }) => ({
    title: 'ECS has not heard of its role yet',
    happened: `The RAM role ${role} is complete, but was made only now: ECS hears of it within a minute or so.`,
    todo: 'Wait a moment and ask again. If it takes longer than five minutes, create the role anew in the RAM console.',
  }),
  'account.role-unable': ({ role, bucket, requestId }) => ({
    title: 'ECS cannot read the object',
    happened: `The role ${role} exists, but is not allowed to read from the bucket ${bucket}.${request(requestId)}`,
    todo: `Attach the system policy of the same name to ${role}, and check that no bucket policy of ${bucket} denies it.`,
  }),
  'account.profile-unreadable': ({ file, profile, reason }) => ({
    title: 'The command line’s profile cannot be used',
    happened: `${profile === '' ? 'The profiles' : `The profile ${profile}`} in ${file}: ${reason}`,
    todo: 'Check it with “aliyun configure list”, or choose another way to sign in.',
  }),
  'account.in-arrears': ({ requestId }) => ({
    title: 'The account has an unpaid bill',
    happened: `The cloud refuses to work for this account until it is paid.${request(requestId)}`,
    todo: 'Settle the bill in the billing console, wait a few minutes, and try again.',
  }),
  'account.oss-disabled': ({ requestId }) => ({
    title: 'OSS is not activated',
    happened: `The account has not activated the Object Storage Service, or it is suspended.${request(requestId)}`,
    todo: 'Activate OSS in the console, and try again.',
  }),
};
