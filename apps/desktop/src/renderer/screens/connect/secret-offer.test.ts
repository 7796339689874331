import { contractOf } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { commandOf, secretOffers } from './secret-offer.ts';

const view = { id: 'gh', file: '/usr/bin/gh', args: ['auth', 'token', '--hostname', 'github.com'], place: 'github.com' };

function offersOf(...found: readonly (typeof view)[]) {
  const contract = contractOf('github');
  if (contract === undefined) throw new Error('There is no GitHub.');
  return secretOffers(contract, found);
}

describe('an offer to use a login', () => {
  it('is what was found installed, with what the contract says of it', () => {
    const [offer] = offersOf(view);
    expect(offer).toMatchObject({ view, source: { name: 'GitHub CLI', program: 'gh', secret: 'token' } });
    expect(offersOf()).toEqual([]);
    expect(offersOf({ ...view, id: 'unheard-of' })).toEqual([]);
  });

  it('shows the whole command, with places of several words in quotation marks', () => {
    const commands = offersOf(view, { ...view, file: String.raw`C:\Program Files\GitHub CLI\gh.exe` }).map(commandOf);
    expect(commands).toEqual([
      '/usr/bin/gh auth token --hostname github.com',
      String.raw`"C:\Program Files\GitHub CLI\gh.exe" auth token --hostname github.com`,
    ]);
  });
});
