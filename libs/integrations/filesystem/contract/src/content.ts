import { field, read, write } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { pathInput, pathOutput } from './path.ts';

/** The most that is read or written at once, in bytes. */
export const largestContent = 10 * 1024 * 1024;

/** The mark of a version: a result with it can be saved back over exactly what was read. */
const versionResource = 'version';

const versionOutput = () => field(z.string(), { label: 'Version', resource: versionResource, format: 'code' });

export const content = {
  read: read({
    title: 'Read a file',
    summary: 'Shows the content of one file.',
    input: z.object({
      path: pathInput('The file to read.', undefined, 'file'),
      maxBytes: field(
        z
          .number()
          .int()
          .min(1)
          .max(largestContent)
          .default(1024 * 1024),
        {
          label: 'Largest size, in bytes',
          help: 'A larger file is refused instead of shown in part. At most 10,485,760.',
          advanced: true,
        },
      ),
    }),
    output: z.object({
      path: pathOutput(),
      /** The content: as text, or in Base64 when the bytes are no UTF-8 text. */
      text: field(z.string(), { label: 'Content' }),
      encoding: field(z.enum(['utf8', 'base64']), { label: 'Encoding' }),
      size: field(z.number().int().min(0), { label: 'Size', format: 'bytes' }),
      /** Milliseconds since 1970. */
      modified: field(z.number(), { label: 'Modified', format: 'time' }),
      /** Opaque; equal exactly when the content is equal. Hand it to `write`. */
      version: versionOutput(),
    }),
    done: 'Read “{path}”.',
    view: { as: 'text', text: 'text', encoding: 'encoding' },
  }),

  write: write({
    title: 'Write a file',
    summary: 'Saves text in a file, whole or not at all. It never replaces content that you have not seen, unless you say so.',
    input: z.object({
      path: pathInput('The file to write. Its folder must exist.', undefined, 'file'),
      text: field(
        z
          .string()
          .max(largestContent, 'the text is too long')
          // Half of a character pair has no UTF-8 form and would silently become a question mark.
          .refine((text) => !/\p{Surrogate}/u.test(text), 'the text has characters that cannot be stored'),
        { label: 'Text', widget: 'text', journal: 'omit' },
      ),
      version: field(z.string().max(200).optional(), {
        label: 'Version',
        help: 'Of the content that this replaces, as reading the file showed it. If the file has changed since, nothing is written.',
        resource: versionResource,
        advanced: true,
      }),
      overwrite: field(z.boolean().default(false), {
        label: 'Replace what is there',
        help: 'Replaces an existing file whatever it holds.',
        advanced: true,
      }),
    }),
    output: z.object({
      path: pathOutput(),
      size: field(z.number().int().min(0), { label: 'Size', format: 'bytes' }),
      /** False when it replaced a file. */
      created: field(z.boolean(), { label: 'Newly created' }),
      version: versionOutput(),
    }),
    done: 'Saved “{path}”.',
  }),
};
