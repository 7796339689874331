import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { variable, type Surroundings } from './surroundings.ts';

/** Where programs are put that a desktop's short path leaves out; below the home folder where it begins with `~`. */
const usualFolders: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin', '~/.local/bin'],
  linux: ['/usr/local/bin', '/home/linuxbrew/.linuxbrew/bin', '/snap/bin', '~/.local/bin'],
};

/**
 * The folders that programs are looked for in: those of the path, then the usual ones. Without the current folder and
 * others that depend on it: what lies there may be anybody's.
 */
export function programFolders({ env, platform, home }: Surroundings): readonly string[] {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const listed = (variable(env, 'PATH') ?? '').split(paths.delimiter).map((folder) => folder.replace(/^"(.*)"$/, '$1'));
  const usual = (usualFolders[platform] ?? []).map((folder) => (folder.startsWith('~') ? paths.join(home, folder.slice(1)) : folder));
  // On Windows a path without a drive is absolute too, and means the current one.
  const fixed = [...listed, ...usual].filter(
    (folder) => paths.isAbsolute(folder) && (platform !== 'win32' || /^([a-z]:|\\\\)/i.test(folder)),
  );
  return [...new Set(fixed)];
}

/**
 * The whole path of a program, undefined where there is none. On Windows only an .exe: scripts such as .cmd start by way
 * of a shell, which would read what they are given once more.
 */
export async function findProgram(surroundings: Surroundings, name: string): Promise<string | undefined> {
  const file = surroundings.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of programFolders(surroundings)) {
    const whole = path.join(folder, file);
    if (await isProgram(whole)) return whole;
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
