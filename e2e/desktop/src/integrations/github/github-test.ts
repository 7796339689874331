import { startGithubStandIn, type GithubStandIn } from '@wiz/integration-github/testing';
import { startKeychain, type Keychain } from '../../driver/keychain.ts';
import { makeWorkFolder } from '../../driver/work-folder.ts';
import { test as base } from '../../fixtures.ts';

type Tokens = NonNullable<Parameters<typeof startGithubStandIn>[0]>['tokens'];

interface GithubFixtures {
  /** The tokens that the stand-in takes. @default its own one */
  readonly tokens: Tokens;
  /** A GitHub of the test's own. */
  readonly github: GithubStandIn;
  /** Opens the keychain of this folder, of a new one where none is given, in the place of the one before. Ended with the test. */
  readonly unlock: (folder?: string) => Promise<void>;
}

/** `test` with GitHub and a real keychain. */
export const test = base.extend<GithubFixtures>({
  tokens: [undefined, { option: true }],
  github: async ({ tokens }, use) => {
    const github = await startGithubStandIn(tokens === undefined ? {} : { tokens });
    await use(github);
    await github.close();
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
  unlock: async ({}, use) => {
    let open: Keychain | undefined;
    await use(async (folder) => {
      await open?.stop();
      open = await startKeychain(folder ?? (await makeWorkFolder('keychain')));
    });
    await open?.stop();
  },
});

export { expect } from '../../fixtures.ts';
