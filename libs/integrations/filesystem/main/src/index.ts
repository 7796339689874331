import { filesystem } from '@wiz/contract-filesystem';
import { implement, type Integration } from '@wiz/integration-kit/main';
import { contentHandlers } from './content.ts';
import { entryHandlers } from './entries.ts';
import { FolderClient, type FolderSystem } from './folder-client.ts';
import { searchHandlers } from './search.ts';
import { previewTrash } from './trash.ts';
import { verifyFolder } from './verify.ts';

/** The service for folders, as a system would run it. */
export function filesystemOn(system: FolderSystem): Integration {
  return implement<typeof filesystem, FolderClient>(filesystem, {
    connect: ({ config: { root }, account }) => new FolderClient(root, system, account),
    verify: ({ client, signal }) => verifyFolder(client, signal),
    handlers: { ...entryHandlers, ...contentHandlers, ...searchHandlers },
    previews: { delete: ({ path }, { client, signal }) => previewTrash(client, path, signal) },
  });
}

/** The service for folders on this computer. */
export const integration = filesystemOn({ platform: process.platform });

export type { FolderSystem } from './folder-client.ts';
