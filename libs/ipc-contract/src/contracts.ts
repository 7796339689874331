// Made by tools/registries/write.mjs from what lies in libs/integrations: do not edit.
import { filesystem } from '@wiz/contract-filesystem';
import { github } from '@wiz/contract-github';

/**
 * Every contract there is, one sorted line per external system.
 *
 * An interface of `typeof` members: the type checker then resolves one system at a time, which keeps editors quick.
 */
export interface Contracts {
  readonly filesystem: typeof filesystem;
  readonly github: typeof github;
}

/**
 * The catalogue: what can be connected, in the order in which it is shown. Getters: in the built application a contract's code runs
 * when it is first asked for (`apps/desktop/vite/contracts-on-first-use.ts`), so take one, and all of them only where all are shown.
 */
export const contracts: Contracts = {
  get filesystem() {
    return filesystem;
  },
  get github() {
    return github;
  },
};
