/** Resource Management: the resource groups an image may be put into. */
import { practiceAccountId, secondAccountId } from '../demo-keys.ts';
import type { RpcActions } from './rpc-service.ts';

const groups = [
  {
    id: 'rg-practicedefault',
    name: 'default',
    displayName: 'Default Resource Group',
    account: practiceAccountId,
  },
  { id: 'rg-practiceweb', name: 'web', displayName: 'Web servers', account: practiceAccountId },
  {
    id: 'rg-practicesecond',
    name: 'default',
    displayName: 'Default Resource Group',
    account: secondAccountId,
  },
];

export const hasResourceGroup = (account: string, id: string): boolean =>
  groups.some((group) => group.account === account && group.id === id);

export function resourceGroupService(): RpcActions {
  return {
    ListResourceGroups({ caller }) {
      const mine = groups.filter(({ account }) => account === caller.account);
      return {
        PageNumber: 1,
        PageSize: 100,
        TotalCount: mine.length,
        ResourceGroups: {
          ResourceGroup: mine.map(({ id, name, displayName, account }) => ({
            Id: id,
            Name: name,
            DisplayName: displayName,
            AccountId: account,
            Status: 'OK',
          })),
        },
      };
    },
  };
}
