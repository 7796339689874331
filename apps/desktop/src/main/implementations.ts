// Made by tools/registries/write.mjs from what lies in libs/integrations: do not edit.
import type { IntegrationId } from '@wiz/ipc-contract';
import type { Integration } from '@wiz/integration-kit/main';

/** Each integration's main half, loaded when a connection first needs it. */
export const implementations: Readonly<Record<IntegrationId, () => Promise<Integration>>> = {
  filesystem: async () => (await import('@wiz/integration-filesystem')).integration,
  github: async () => (await import('@wiz/integration-github')).integration,
};
