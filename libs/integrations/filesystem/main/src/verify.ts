import type { Identity } from '@wiz/integration-kit/main';
import type { FolderClient } from './folder-client.ts';
import { namesIn } from './names-in.ts';

/** Proves that the folder is there and can be listed. Its account is its real path, so that a link to it is no second one. */
export async function verifyFolder(client: FolderClient, signal: AbortSignal): Promise<Identity> {
  return client.within([], signal, async (folder) => {
    for await (const line of namesIn(folder, signal)) if (line.raw.length > 0) break;
    return { account: await client.realRoot(), label: client.label };
  });
}
