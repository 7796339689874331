import type { filesystem } from '@wiz/contract-filesystem';
import type { Handlers } from '@wiz/integration-kit/main';
import type { FolderClient } from './folder-client.ts';

/** What this integration implements, for `satisfies` in the files by noun. */
export type FilesystemHandlers = Handlers<typeof filesystem, FolderClient>;
