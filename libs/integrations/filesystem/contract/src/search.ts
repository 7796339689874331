import { field, read } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { EntryKind } from './entries.ts';
import { folderPathInput, pathOutput } from './path.ts';

/** One place where the text was found. */
export const Hit = z.object({
  path: pathOutput(),
  kind: field(EntryKind, { label: 'Kind', advanced: true }),
  /** From 1; null when the name matched. */
  line: field(z.number().int().min(1).nullable(), { label: 'Line' }),
  /** From 1, in UTF-16 units; null when the name matched. */
  column: field(z.number().int().min(1).nullable(), { label: 'Column', advanced: true }),
  /** The line, cut to at most 300 characters around the match; for a name the name. */
  text: field(z.string().max(302), { label: 'Text', format: 'code' }),
});
export type Hit = z.infer<typeof Hit>;

export const search = {
  search: read({
    title: 'Search',
    summary: 'Finds a text in the names and contents of files, and shows what it finds as it goes.',
    input: z.object({
      query: field(
        z
          .string()
          .min(1, 'write what to look for')
          .max(1000, 'at most 1,000 characters')
          .refine((query) => !/[\r\n\0]/.test(query), 'one line only'),
        { label: 'Text to find', placeholder: 'invoice' },
      ),
      path: folderPathInput('Where to look. Leave it empty to look everywhere in the connected folder.', 'folder'),
      in: field(z.enum(['both', 'content', 'name']).default('both'), {
        label: 'Look in',
        help: 'Contents of files, their names, or both.',
      }),
      caseSensitive: field(z.boolean().default(false), { label: 'Match capital letters' }),
      hidden: field(z.boolean().default(false), {
        label: 'Hidden files too',
        help: 'Files and folders whose name begins with a dot.',
        advanced: true,
      }),
      ignored: field(z.boolean().default(false), {
        label: 'Ignored files too',
        help: 'What a .gitignore file leaves out.',
        advanced: true,
      }),
      limit: field(z.number().int().min(1).max(10_000).default(1000), {
        label: 'Stop after',
        help: 'So many matches, at most 10,000.',
        advanced: true,
      }),
    }),
    /** Several hits at once, so that thousands cost few messages. An empty one says only that the search goes on. */
    stream: { chunk: z.array(Hit) },
    output: z.object({
      matches: field(z.number().int().min(0), { label: 'Matches' }),
      files: field(z.number().int().min(0), { label: 'Files with matches' }),
      looked: field(z.number().int().min(0), { label: 'Files looked at' }),
      /** Binary, too large, unreadable, or with a name that no path can express. What is hidden or ignored is not counted. */
      skipped: field(z.number().int().min(0), { label: 'Files skipped', help: 'Binary, very large or unreadable ones.' }),
      truncated: field(z.boolean(), { label: 'Stopped at the limit' }),
    }),
    done: 'Matches: {matches}, in {files} of {looked} files.',
  }),
};
