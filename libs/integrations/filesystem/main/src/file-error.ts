import { IntegrationError, isIntegrationError, toIntegrationError, type ErrorCategory } from '@wiz/core';

/** What the general table of `@wiz/core` does not know, because it means this only for files. */
const fileCodes: Readonly<Record<string, readonly [ErrorCategory, string]>> = {
  EINVAL: ['validation_error', 'The name cannot be used on this disk. Choose another name.'],
  ENXIO: ['validation_error', 'It is neither a file nor a folder, so it is not opened.'],
  ETXTBSY: ['overloaded', 'Another program is using it. Close it there, then try again.'],
  EHOSTDOWN: ['storage_error', 'The network drive does not answer. Reconnect the drive, then try again.'],
  ENOTCONN: ['storage_error', 'The network drive is not connected. Reconnect the drive, then try again.'],
  // Windows: what libuv has no name for, mostly a file that its cloud drive has not brought to this computer.
  UNKNOWN: [
    'storage_error',
    'The system refuses it and does not say why. If it lies in a cloud drive, open it in another program, then try again.',
  ],
  EXDEV: ['storage_error', 'It lies on another drive, which this cannot span. Choose another place.'],
};

/** What would break a sentence or turn it around: ends of lines, control characters, directions of writing. */
const unreadable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name on the disk as a sentence may hold it: whoever made the file chose the name. */
export function plainName(name: string): string {
  return name.replace(unreadable, '\ufffd');
}

/** How a path is called in a sentence: in quotation marks, the beginning cut where it is long. */
export function quoted(path: string): string {
  // A cut may leave half of a character, which no text may hold.
  return `“${plainName(path.length > 120 ? `…${path.slice(-119).replace(/^\p{Surrogate}/u, '')}` : path)}”`;
}

/** The machine's word for what went wrong, where it has one. */
export function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

/**
 * One of our errors with a sentence that begins with what it is about. Paths of this computer stay in `cause`.
 *
 * @param subject a path inside the connected folder, or the folder's own name
 */
export function fileError(thrown: unknown, subject: string): IntegrationError {
  if (isIntegrationError(thrown)) return thrown;
  const code = codeOf(thrown);
  const own = code === undefined ? undefined : fileCodes[code];
  if (own !== undefined) return new IntegrationError(own[0], `${quoted(subject)}: ${own[1]}`, { code, cause: thrown });
  const general = toIntegrationError(thrown);
  if (general.category === 'internal_error' || general.category === 'cancelled') return general;
  return new IntegrationError(general.category, `${quoted(subject)}: ${general.message}`, { code, cause: thrown });
}

/** A file that another program has locked, or that a cloud drive has not brought: on Windows, in many a folder. */
const passableCodes = new Set(['EBUSY', 'ETXTBSY', 'UNKNOWN']);

/** Whether one such entry may be passed over while many are looked at: it went away, or is not for us. */
export function isPassable(error: IntegrationError): boolean {
  return (
    (error.code !== undefined && passableCodes.has(error.code)) ||
    error.category === 'not_found' ||
    error.category === 'permission_error' ||
    error.category === 'validation_error' ||
    error.category === 'conflict'
  );
}
