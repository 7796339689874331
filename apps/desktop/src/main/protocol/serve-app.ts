import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { assetPath, isInside } from './asset-path.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { noncePlaceholder } from './nonce.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Answers the requests of the window with the files of one folder, and with nothing else.
 * Every answer, refusals included, carries the security headers; nothing of the request is repeated in them.
 */
export function serveApp(root: string): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  return async ({ url, method }) => {
    const nonce = randomBytes(16).toString('base64');
    if (method !== 'GET' && method !== 'HEAD') return answer(405, '', nonce);
    const file = assetPath(root, url);
    const type = file === undefined ? undefined : types[path.extname(file)];
    if (file === undefined || type === undefined) return answer(404, '', nonce);
    try {
      if (!isInside(await realpath(root), await realpath(file))) return answer(404, '', nonce);
      const body = await readFile(file);
      if (path.extname(file) !== '.html') return answer(200, body, nonce, type);
      return answer(200, body.toString('utf8').replaceAll(noncePlaceholder, nonce), nonce, type);
    } catch {
      return answer(404, '', nonce);
    }
  };
}

function answer(status: number, body: string | Buffer, nonce: string, type = 'text/plain; charset=utf-8'): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    status,
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
  });
}
