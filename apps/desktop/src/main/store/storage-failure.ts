import { IntegrationError, isIntegrationError } from '@wiz/core';

const sentences: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/^SQLITE_FULL|^ENOSPC|^EDQUOT/, 'The disk is full. Free some space, then try again. Nothing was changed.'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'The data file is damaged. Restart Project Wiz: it keeps the damaged file and starts a new one.'],
  [
    /^SQLITE_READONLY|^EROFS|^EACCES|^EPERM/,
    'The data folder cannot be written to. Give your account the right to write there, then restart Project Wiz.',
  ],
  [/^SQLITE_(BUSY|LOCKED)/, 'Another program is using the data file. Close it there, then try again.'],
  [/^SQLITE_IOERR|^EIO/, 'The disk reported a fault. Check the disk, then try again.'],
  [
    /^SQLITE_CANTOPEN|^ENOTDIR|^EEXIST|^ENOENT|ConnectionFailed.*: 14/,
    'The data file cannot be opened. Check that the data folder exists and that your account may write there.',
  ],
];

/** Turns what the database or the disk threw into a `storage_error` with a sentence that says what to do. */
export function storageFailure(thrown: unknown): IntegrationError {
  if (isIntegrationError(thrown)) return thrown;
  const code = codeOf(thrown);
  const message = thrown instanceof Error ? thrown.message : '';
  // libsql reports a file that cannot be opened with an empty code, and the reason in the message alone.
  const found = sentences.find(([pattern]) => pattern.test(code) || pattern.test(message));
  return new IntegrationError('storage_error', found?.[1] ?? 'The data could not be stored. Restart Project Wiz, then try again.', {
    retryable: code.startsWith('SQLITE_BUSY'),
    ...(code === '' ? {} : { code }),
    cause: thrown,
  });
}

/** The SQLite or system code of something thrown; empty where it has none. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
