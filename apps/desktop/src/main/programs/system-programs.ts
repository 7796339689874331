import path from 'node:path';
import type { Programs } from '@wiz/engine';
import { findProgram, programFolders } from './find-program.ts';
import { runProgram } from './run-program.ts';
import { variable, type Surroundings } from './surroundings.ts';

/**
 * What a program needs to find its person's files, language and keychain. Not there: whatever a terminal had for other
 * programs, tokens above all, and what changes how programs are loaded.
 */
const everyPrograms = [
  ...['HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TMPDIR'],
  ...['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'USERNAME', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'SYSTEMROOT', 'WINDIR', 'TEMP', 'TMP'],
];

/** The programs of this computer, as the person's own shell would find them. */
export function systemPrograms(surroundings: Surroundings): Programs {
  const { env, platform } = surroundings;
  const delimiter = platform === 'win32' ? path.win32.delimiter : path.posix.delimiter;
  return {
    find: (name) => findProgram(surroundings, name),
    run: (file, args, { environment, mostBytes, signal }) => {
      const known = [...everyPrograms, ...environment].flatMap((name) => {
        const value = variable(env, name);
        return value === undefined ? [] : [[name, value] as const];
      });
      const given = { ...Object.fromEntries(known), PATH: programFolders(surroundings).join(delimiter) };
      return runProgram(file, args, { env: given, mostBytes, signal });
    },
  };
}
