import { isBuiltin } from 'node:module';
import path from 'node:path';

/** Folders, relative to the workspace, whose code runs in the main process, in the preload or in tools only. */
const mainOnly: readonly RegExp[] = [
  /^apps\/[^/]+\/src\/(main|preload)\//,
  /^libs\/[^/]+\/src\/(main|preload)\//,
  /^libs\/engine\/src\/(?!types\/)/,
  /^libs\/integrations\/[^/]+\/main\//,
  /^libs\/conformance\//,
  /^(tools|e2e)\//,
  /(^|\/)main-only\.ts$/,
];

/** Whether a resolved module may not be part of the window. `id` is a bundler's id: a path, perhaps with a query. */
export function isMainOnlyFile(id: string, workspace: string): boolean {
  const [file = ''] = id.split('?');
  if (!path.isAbsolute(file)) return false;
  const relative = path.relative(workspace, file).split(path.sep).join('/');
  return mainOnly.some((pattern) => pattern.test(relative));
}

/** Whether an import names Node or Electron, however it is written. */
export function isNodeOrElectron(specifier: string): boolean {
  return isBuiltin(specifier) || /^(electron|libsql|original-fs)(\/|$)/.test(specifier);
}
