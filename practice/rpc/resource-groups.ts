/** Resource Management: the resource groups an image may be put into. */
import { practiceAccountId, secondAccountId } from '../demo-keys.ts';
import type { Faults } from '../world/faults.ts';
import { moreNames, pageOf, type RpcActions } from './rpc-service.ts';

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

export function resourceGroupService({ switches }: Faults): RpcActions {
  return {
    ListResourceGroups({ parameters, caller: { account } }) {
      const mine = [
        ...groups.filter((group) => group.account === account),
        ...moreNames(switches.crowded, 'rg-crowd').map((id) => ({ id, name: id, displayName: id, account })),
      ];
      const { page, numbers } = pageOf(parameters, mine, 100);
      return {
        ...numbers,
        ResourceGroups: {
          ResourceGroup: page.map(({ id, name, displayName }) => ({
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
