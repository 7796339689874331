import { defineContract, field } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { content } from './content.ts';
import { entries } from './entries.ts';
import { search } from './search.ts';

/** A folder on this computer or on a drive that it has mounted. */
export const filesystem = defineContract({
  id: 'filesystem',
  name: 'Folder',
  kind: 'filesystem',
  owner: '@wiz/filesystem',
  about: 'Search, read and write the files of one folder. Nothing outside of that folder is ever touched.',
  docs: 'docs/architecture/integrations/integration-filesystem.md',
  config: z.object({
    root: field(z.string().min(1, 'choose a folder').max(4096, 'the path is too long'), {
      label: 'Folder',
      help: 'The folder to connect, with everything in it.',
      widget: 'folder',
    }),
  }),
  operations: { ...search, ...content, ...entries },
});

export { largestContent } from './content.ts';
export { Entry, EntryKind } from './entries.ts';
export { Hit } from './search.ts';
