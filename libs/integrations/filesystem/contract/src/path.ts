import { field } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** The mark that ties a path in a result to every operation that takes one. */
export const pathResource = 'path';

/** The longest path that is looked at, in characters. Linux takes 4096 bytes, the others less. */
const longestPath = 4096;

/**
 * A place inside the connected folder: parts joined by `/`, whatever the system. The empty path is the folder itself.
 * The schema checks only the length: what may not be touched is for the service to refuse, with its reason.
 */
export function pathInput(help: string, placeholder = 'notes/today.txt') {
  return field(z.string().min(1, 'choose a file or a folder').max(longestPath, 'the path is too long'), {
    label: 'Path',
    help,
    placeholder,
    resource: pathResource,
  });
}

/** Like `pathInput`, with the connected folder itself as default. */
export function folderPathInput(help: string) {
  return field(z.string().max(longestPath, 'the path is too long').default(''), {
    label: 'Path',
    help,
    placeholder: 'the whole folder',
    resource: pathResource,
  });
}

/** A path in a result. Not nullable: see `entries.ts` for names that no path can express. */
export function pathOutput() {
  return field(z.string(), { label: 'Path', resource: pathResource });
}
