import { hintsOf, zodOf, type AnyOperation } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** The names under which a place in a folder is asked for. */
const pathNames = /^(?:path|file|folder|directory|place|from|to)$|(?:Path|File|Folder)$/;

/** The fields of an operation’s input that name a place in a folder: by their mark, or by their name. */
export function pathFieldsOf({ input }: AnyOperation): readonly string[] {
  const schema = zodOf(input);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const { resource = '' } = (field instanceof z.ZodType ? hintsOf(field) : undefined) ?? {};
    return resource === 'path' || pathNames.test(name) ? [name] : [];
  });
}
