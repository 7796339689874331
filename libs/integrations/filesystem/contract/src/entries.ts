import { destructive, field, idempotent, read } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { folderPathInput, pathInput, pathOutput, pathResource } from './path.ts';

/** `link`: a symbolic link or junction, shown and never followed. `other`: a pipe, socket or device, never opened. */
export const EntryKind = z.enum(['file', 'folder', 'link', 'other']);
export type EntryKind = z.infer<typeof EntryKind>;

const size = () => field(z.number().int().min(0).nullable(), { label: 'Size', format: 'bytes' });
const moment = (label: string) => field(z.number().nullable(), { label, format: 'time' });

/** One line of a folder. */
export const Entry = z.object({
  /** As a person reads it; bytes that are no text are written `\xNN`. */
  name: field(z.string(), { label: 'Name' }),
  kind: field(EntryKind, { label: 'Kind' }),
  /** Bytes; null for what is no file. */
  size: size(),
  /** Milliseconds since 1970. */
  modified: moment('Modified'),
  /** Null when the name cannot be written as a path here (bytes that are no text, or a name that is refused). */
  path: field(z.string().nullable(), { label: 'Path', resource: pathResource }),
});
export type Entry = z.infer<typeof Entry>;

export const entries = {
  list: read({
    title: 'List a folder',
    summary: 'Shows what is in a folder, folders first, then by name.',
    input: z.object({
      path: folderPathInput('The folder to list. Leave it empty for the connected folder itself.', 'folder'),
      limit: field(z.number().int().min(1).max(10_000).default(1000), {
        label: 'Entries per page',
        help: 'From 1 to 10,000.',
        advanced: true,
      }),
      cursor: field(z.string().max(2000).optional(), {
        label: 'Continue after',
        help: 'Filled in when you ask for the next page.',
        advanced: true,
      }),
    }),
    output: z.object({
      path: pathOutput(),
      entries: field(z.array(Entry), { label: 'Entries' }),
      /** Entries in the whole folder, counted while this page was made. */
      total: field(z.number().int().min(0), { label: 'In all' }),
      /** Entries of this page whose `path` is null. */
      unreachable: field(z.number().int().min(0), { label: 'With unusable names' }),
      nextCursor: field(z.string().nullable(), { label: 'Next page', advanced: true }),
    }),
    done: 'Entries in all: {total}.',
    view: { as: 'table', items: 'entries' },
  }),

  stat: read({
    title: 'Look at properties',
    summary: 'Shows kind, size and times of one file or folder, without opening it.',
    input: z.object({ path: folderPathInput('The file or folder to look at. Leave it empty for the connected folder itself.') }),
    output: z.object({
      path: pathOutput(),
      name: field(z.string(), { label: 'Name' }),
      kind: field(EntryKind, { label: 'Kind' }),
      size: size(),
      modified: moment('Modified'),
      created: moment('Created'),
    }),
    done: 'Looked at “{name}”.',
  }),

  createFolder: idempotent({
    title: 'Create a folder',
    summary: 'Creates a folder, and the folders above it where they are missing.',
    input: z.object({ path: pathInput('Where the new folder shall be.', 'notes/2026', 'folder') }),
    output: z.object({
      path: pathOutput(),
      /** False when it was there already. */
      created: field(z.boolean(), { label: 'Newly created' }),
    }),
    done: 'The folder “{path}” is there.',
  }),

  delete: destructive({
    title: 'Move to the trash',
    summary: 'Moves one file or folder, with all that is in it, to the system’s trash.',
    input: z.object({ path: pathInput('The file or folder to move to the trash.') }),
    output: z.object({ path: pathOutput(), kind: field(EntryKind, { label: 'Kind' }) }),
    done: 'Moved “{path}” to the trash.',
  }),
};
