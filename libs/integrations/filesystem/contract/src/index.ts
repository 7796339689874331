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
  reports: 'https://project-wiz.example/issues/new?labels=filesystem',
  about: 'Search, read and write the files of one folder. Nothing outside of that folder is ever touched.',
  docs: 'docs/architecture/integrations/integration-filesystem.md',
  config: z.object({
    root: field(z.string().min(1, 'choose a folder').max(4096, 'the path is too long'), {
      label: 'Folder',
      help: 'The folder to connect, with everything in it.',
      widget: 'folder',
    }),
  }),
  secrets: z.object({}),
  page: {
    version: '1.0.0',
    status: 'stable',
    success: [
      'A search shows its first find while it goes on, and stops within a second when it is cancelled.',
      'A write leaves the old or the new content, whole, also after a power cut.',
      'Nothing outside of the connected folder is read or changed, whatever links lead there.',
    ],
    inScope: [
      'Searching names and contents, listing, reading, writing, creating folders and moving to the trash, in one folder and all below it.',
    ],
    outOfScope: ['Watching for changes, searching inside archives and office documents, deleting for good.'],
    constraints: [
      'What your account may not read or write, Project Wiz may not either.',
      'A content of at most 10 MiB is read or written at once.',
    ],
    vendor: { version: 'Linux, macOS and Windows as Node.js supports them', docs: 'https://nodejs.org/api/fs.html' },
    setUp: ['Choose the folder. Nothing else is needed.'],
    limitations: [
      'Links are shown and never followed.',
      'Files larger than 256 MiB, binary files, and folders below sixty-four others are not searched.',
      'Rules of .gitignore files beyond 64 KiB on the way to a folder are not read.',
      'A file that is replaced keeps owner, group and permissions as far as your account may set them; access control lists are not kept.',
      'A drive or folder that is mounted inside the connected folder belongs to it.',
      'Without `openat`, as on macOS and Windows, confinement is checked before and after each step instead of held by a descriptor.',
    ],
  },
  operations: { ...search, ...content, ...entries },
});

export { largestContent } from './content.ts';
export { Entry, EntryKind } from './entries.ts';
export { Hit } from './search.ts';
