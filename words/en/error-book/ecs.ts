/** The error book in English: accounts, roles, the import form and the import. */
import type { Book } from '../../../contract/error-book.ts';

const ours = 'This is a mistake of this program. Please report it with the request number.';

export const accountBook: Book<'account'> = {
  InvalidAccessKeyId: {
    title: 'OSS does not know this AccessKey',
    meaning: 'The AccessKey ID does not exist, was deleted or is disabled.',
    remedy: 'Compare the ID with the RAM console, enable the key or create another one, and add the account again.',
  },
  'InvalidAccessKeyId.NotFound': {
    title: 'The cloud does not know this AccessKey',
    meaning: 'The AccessKey ID does not exist, was deleted or is disabled.',
    remedy: 'Compare the ID with the RAM console, enable the key or create another one, and add the account again.',
  },
  SignatureDoesNotMatch: {
    title: 'The secret does not belong to the AccessKey',
    meaning:
      'The signature made with the secret is not the one the cloud computes. Something in between may also change requests.',
    remedy: 'Enter ID and secret again, without spaces. If they are right, look for a proxy that rewrites requests.',
  },
  SecurityTokenExpired: {
    title: 'The temporary token has ended',
    meaning: 'Tokens of STS live for a limited time, an hour unless asked otherwise.',
    remedy: 'Get a new token, or use a RAM role: its sessions are renewed by themselves. What is uploaded stays.',
  },
  InvalidSecurityToken: {
    title: 'The temporary token is not valid',
    meaning: 'The token is incomplete, or belongs to another AccessKey pair.',
    remedy: 'Enter the three parts of one and the same token again.',
  },
  RequestTimeTooSkewed: {
    title: 'The clocks differ too much',
    meaning: 'This machine’s clock is more than 15 minutes away from the cloud’s.',
    remedy: 'Set the clock, best with automatic time.',
  },
  'Forbidden.RAM': {
    title: 'A right is missing',
    meaning: 'The RAM user or role may not do this in ECS or VPC.',
    remedy: 'Under Accounts, look which rights are missing, and give the policy shown there to an administrator.',
  },
  NoPermission: {
    title: 'A right is missing',
    meaning: 'The RAM user or role may not do this in RAM, STS or Resource Management.',
    remedy: 'Under Accounts, look which rights are missing, and give the policy shown there to an administrator.',
  },
  AccessDenied: {
    title: 'OSS refuses access',
    meaning:
      'A right is missing, a bucket policy denies it, the bucket is somebody else’s, or the endpoint is another region’s.',
    remedy: 'Check the bucket’s owner, region and policy, and the rights shown under Accounts.',
  },
  UserDisable: {
    title: 'OSS is suspended for the account',
    meaning: 'There is an unpaid bill, or the account was suspended for security reasons.',
    remedy: 'Settle the bill or read the notice in the console, wait a few minutes, and try again.',
  },
  'Account.Arrearage': {
    title: 'The account has an unpaid bill',
    meaning: 'ECS does nothing new for the account until it is paid.',
    remedy: 'Settle the bill in the billing console and try again.',
  },
  'InvalidAccountStatus.OSSDisabled': {
    title: 'OSS is not activated',
    meaning: 'The account has never activated OSS, or it is suspended.',
    remedy: 'Activate OSS in the console; activating is free.',
  },
  UserNotInTheWhiteList: {
    title: 'The feature is not open for the account',
    meaning: 'Alibaba Cloud opens it for some accounts only.',
    remedy: 'Ask for it in a ticket, or do without: for VMDK, let this program convert to QCOW2.',
  },
};

const missingRole = {
  title: 'ECS may not read from OSS yet',
  meaning:
    'The role AliyunECSImageImportDefaultRole is missing, does not trust ECS, or was made so recently that ECS does not know it.',
  remedy: 'Let this program create the role, or use the console’s authorization page. A new role takes up to a minute.',
};
export const roleBook: Book<'role'> = {
  NoSetRoletoECSServiceAcount: missingRole,
  NoSetRoletoECSServiceAccount: missingRole,
  'InvalidOSS.NotAuthorized': {
    title: 'The role may not read this object',
    meaning: 'The role is there, but lacks its policy, or a bucket policy denies it.',
    remedy: 'Attach AliyunECSImageImportRolePolicy to the role, and check the bucket’s policy.',
  },
  'EntityNotExist.Role': {
    title: 'The role does not exist',
    meaning: 'RAM knows no role of this name in the account.',
    remedy: 'Create it, or check the spelling and the account’s number in the role’s ARN.',
  },
  'EntityAlreadyExists.Role': {
    title: 'The role exists already',
    meaning: 'Somebody else created it first.',
    remedy: 'Nothing is to be done: it is used as it is.',
  },
  'EntityAlreadyExists.Role.Policy': {
    title: 'The policy is attached already',
    meaning: 'Somebody else attached it first.',
    remedy: 'Nothing is to be done.',
  },
};

const spelling = (what: string): { title: string; meaning: string; remedy: string } => ({
  title: `${what} is not one ECS knows`,
  meaning: 'The value is none of those the service lists.',
  remedy: 'Choose one from the form; if it came from there, report it.',
});
export const formBook: Book<'form'> = {
  MissingParameter: {
    title: 'Something is missing in the request',
    meaning: 'The message names it.',
    remedy: ours,
  },
  'MissingParameter.DiskDeviceMapping': {
    title: 'No disk was named',
    meaning: 'The request has no bucket and object of a system disk.',
    remedy: ours,
  },
  'InvalidParameter.Malformed': {
    title: 'A value is malformed',
    meaning: 'The message names it.',
    remedy: ours,
  },
  'InvalidImageName.Malformed': {
    title: 'The image name is not allowed',
    meaning: 'It needs 2 to 128 characters, a letter first, no blanks, and may not begin with aliyun or acs:.',
    remedy: 'Choose another name.',
  },
  'InvalidImageName.Duplicated': {
    title: 'The image name is taken',
    meaning:
      'The account has an image of this name in the region. After a broken connection it may be the one just asked for.',
    remedy: 'Look at the list of images; choose another name if it is somebody else’s.',
  },
  'InvalidDescription.Malformed': {
    title: 'The description is not allowed',
    meaning: 'It needs 2 to 256 characters and may not begin with http:// or https://.',
    remedy: 'Change it, or leave it empty.',
  },
  'InvalidArchitecture.Malformed': spelling('The architecture'),
  'InvalidArchitecture.PlatformUnsupported': {
    title: 'Platform and architecture do not go together',
    meaning: 'ECS has no such platform for this architecture.',
    remedy: 'Correct one of the two.',
  },
  'InvalidPlatform.Malformed': spelling('The platform'),
  'InvalidOSType.Malformed': spelling('The operating system'),
  'InvalidBootMode.Malformed': spelling('The boot mode'),
  'InvalidBootMode.NotSupport': {
    title: 'The architecture does not allow this boot mode',
    meaning: 'ARM images start with UEFI only.',
    remedy: 'Choose UEFI.',
  },
  'InvalidLicenseType.NotSupported': {
    title: 'This licence is not offered for the platform',
    meaning: 'Licences of Alibaba Cloud exist for some Windows Server versions only.',
    remedy: 'Choose BYOL.',
  },
  'InvalidLicenseType.BYOLOnly': {
    title: 'Only your own licence is possible',
    meaning: 'Red Hat and SUSE images keep the licence they bring.',
    remedy: 'Choose BYOL, and make sure the licence may be used in Alibaba Cloud.',
  },
  'InvalidParameter.DetectionStrategy': { ...spelling('The image check’s setting'), remedy: ours },
  'InvalidParameter.FeaturesImdsSupport': { ...spelling('The metadata version'), remedy: ours },
  'InvalidClientToken.Malformed': {
    title: 'The request’s token is malformed',
    meaning: 'It may have up to 64 ASCII characters.',
    remedy: ours,
  },
  InvalidImageSize: {
    title: 'The system disk’s size does not fit',
    meaning: 'It is out of range, or smaller than the disk’s virtual size.',
    remedy: 'Choose at least the virtual size, in whole GiB.',
  },
  InvalidDataDiskSize: {
    title: 'A data disk’s size does not fit',
    meaning: 'It is out of range, or smaller than the disk’s virtual size.',
    remedy: 'Choose at least the virtual size, in whole GiB.',
  },
  'TagKey.Duplication': {
    title: 'A tag’s key is there twice',
    meaning: 'Keys are the same whatever their case.',
    remedy: 'Remove one of them.',
  },
  'InvalidResourceGroup.NotFound': {
    title: 'The resource group does not exist',
    meaning: 'It was deleted, or belongs to another account.',
    remedy: 'Choose another group, or none.',
  },
  'InvalidRegionId.NotFound': {
    title: 'The region does not exist',
    meaning: 'It is misspelt, closed, or not open to the account.',
    remedy: 'Choose one from the list.',
  },
  'InvalidRegion.NotSupport': {
    title: 'The region does not offer this',
    meaning: 'Not every region imports images.',
    remedy: 'Import in a neighbouring region, then copy the image.',
  },
  'InvalidStorageLocation.NotFound': {
    title: 'The CloudBox does not exist',
    meaning: 'The storage location names no CloudBox of the account.',
    remedy: 'Leave the storage location empty.',
  },
  'InvalidOperation.CloudBoxImageImportRoleRequired': {
    title: 'The CloudBox needs a role of its own',
    meaning: 'Importing into a CloudBox works with AliyunECSCloudBoxImageImportDefaultRole.',
    remedy: 'Import into the region instead; this program does not import into a CloudBox.',
  },
  'InvalidOperation.CloudBoxImageImportUnsupported': {
    title: 'This CloudBox imports no images',
    meaning: 'The CloudBox does not offer it.',
    remedy: 'Import into the region instead.',
  },
};
