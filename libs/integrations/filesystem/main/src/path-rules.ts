import { IntegrationError } from '@wiz/core';
import { quoted } from './file-error.ts';

/** Which system's rules hold, and whether the path is about to be created. */
export interface PathRules {
  readonly platform: NodeJS.Platform;
  /** Also refuses names that another system could not store, so that a folder can travel. */
  readonly creating?: boolean;
}

/** Names that Windows gives to devices, with or without an extension ("Naming Files, Paths, and Namespaces", Microsoft Learn). */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\s*[.:].*|\s*)$/i;

/**
 * Splits a path inside the connected folder into its names; the folder itself gives none.
 * This looks only at the words: whether the names lead through a link is seen when they are opened.
 *
 * @throws IntegrationError `permission_error` for what would lead outside, `validation_error` for names that are refused
 */
export function parsePath(path: string, { platform, creating = false }: PathRules): readonly string[] {
  if (path.includes('\0'))
    throw refused('validation_error', path.replaceAll('\0', '␀'), 'The path has a character that no name may have. Remove it.');
  if (/^[/\\]/.test(path) || /^[A-Za-z]:/.test(path)) {
    throw refused('permission_error', path, 'This is an address of the whole computer. Write the path as seen from the connected folder.');
  }
  // On every system: a path that is harmless on one must not become a way out when it is used on another.
  if (path.split(/[/\\]/).includes('..'))
    throw refused('permission_error', path, 'This leads outside the connected folder. Choose a place inside it.');
  const names = (platform === 'win32' ? path.replaceAll('\\', '/') : path).split('/').filter((name) => name !== '' && name !== '.');
  for (const name of names) {
    const reason = nameProblem(name, platform, creating);
    if (reason !== undefined) throw refused('validation_error', path, reason);
  }
  return names;
}

function nameProblem(name: string, platform: NodeJS.Platform, creating: boolean): string | undefined {
  if (/\p{Surrogate}/u.test(name)) return 'A name has characters that cannot be stored. Choose another name.';
  if (Buffer.byteLength(name) > 255 && platform !== 'win32') return 'A name is too long for this disk. Choose a shorter one.';
  if (platform !== 'win32' && !creating) return undefined;
  if (deviceName.test(name)) return 'A name is reserved by Windows for a device. Choose another name.';
  if (platform !== 'win32') return undefined;
  // Windows drops them in silence, so that two different words would mean one file.
  if (/[. ]$/.test(name)) return 'A name ends with a dot or a space, which Windows does not keep. Choose another name.';
  // A colon would open another stream of the file.
  if (/[<>:"|?*]/.test(name) || Array.from(name).some((character) => character < ' '))
    return 'A name has a character that Windows does not allow (< > : " | ? *). Choose another name.';
  return undefined;
}

function refused(category: 'permission_error' | 'validation_error', path: string, reason: string): IntegrationError {
  return new IntegrationError(category, `${quoted(path)}: ${reason}`, { fields: { path: reason } });
}
