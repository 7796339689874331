import { field, type FieldHints } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** The mark that ties a path in a result to every operation that takes one. */
export const pathResource = 'path';

/** The longest path that is looked at, in characters. Linux takes 4096 bytes, the others less. */
const longestPath = 4096;

type EntryKindName = 'file' | 'folder';

/** Among the entries of a folder, only those of one kind are offered the operation. */
function offeredFor(only: EntryKindName | undefined): Pick<FieldHints, 'offeredFor'> {
  return only === undefined ? {} : { offeredFor: { column: 'kind', values: [only] } };
}

/**
 * A place inside the connected folder: parts joined by `/`, whatever the system. The empty path is the folder itself.
 * The schema checks only the length: what may not be touched is for the service to refuse, with its reason.
 */
export function pathInput(help: string, placeholder = 'notes/today.txt', only?: EntryKindName): z.ZodString {
  return field(z.string().min(1, 'choose a file or a folder').max(longestPath, 'the path is too long'), {
    label: 'Path',
    help,
    placeholder,
    resource: pathResource,
    ...offeredFor(only),
  });
}

/** Like `pathInput`, with the connected folder itself as default. */
export function folderPathInput(help: string, only?: EntryKindName): z.ZodDefault<z.ZodString> {
  return field(z.string().max(longestPath, 'the path is too long').default(''), {
    label: 'Path',
    help,
    placeholder: 'the whole folder',
    resource: pathResource,
    ...offeredFor(only),
  });
}

/** A path in a result. Not nullable: see `entries.ts` for names that no path can express. */
export function pathOutput(): z.ZodString {
  return field(z.string(), { label: 'Path', resource: pathResource });
}
