import type { IntegrationId } from '@wiz/ipc-contract';
import type { Integration } from '@wiz/integration-kit/main';

/** Each integration's main half, loaded when a connection first needs it. A missing one does not compile. */
export const implementations: Readonly<Record<IntegrationId, () => Promise<Integration>>> = {
  filesystem: async () => (await import('@wiz/integration-filesystem')).integration,
  github: async () => (await import('@wiz/integration-github')).integration,
};
