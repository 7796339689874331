import path from 'node:path';

/**
 * Where set-up keeps what it fetched and what is no source: the stand-in, a copy of Electron, remembered probes.
 * As root it lies where the ordinary user who runs Electron can read it.
 * @param {{ platform: NodeJS.Platform, root: boolean, home: string, env: NodeJS.ProcessEnv }} facts
 * @returns {string} an absolute path; the folder need not exist yet
 */
export function cacheFolder({ platform, root, home, env }) {
  const own = env['WIZ_CACHE'];
  if (own !== undefined && own !== '') return path.resolve(own);
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'project-wiz', 'Cache');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'project-wiz');
  if (root) return path.join(path.sep, 'var', 'cache', 'project-wiz');
  const base = env['XDG_CACHE_HOME'];
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(home, '.cache'), 'project-wiz');
}
