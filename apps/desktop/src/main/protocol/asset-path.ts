import path from 'node:path';
import { isAppUrl } from './origin.ts';

/**
 * The file that an address names, inside `root`; undefined for an address that names none.
 * The caller still has to compare real paths, for a link inside the folder may lead out of it.
 */
export function assetPath(root: string, url: string): string | undefined {
  if (!isAppUrl(url)) return undefined;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  // A backslash and a colon mean something on Windows only; no file of ours has one.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\\:]/.test(pathname)) return undefined;
  const file = path.join(root, pathname === '/' ? 'index.html' : pathname);
  return isInside(root, file) ? file : undefined;
}

/** Whether `file` lies below `folder`. Both absolute. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
