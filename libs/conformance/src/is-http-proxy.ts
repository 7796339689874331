import type { Front } from './front.ts';
import type { HttpProxy } from './http-proxy.ts';

/** Whether the front is that of a web server. */
export function isHttpProxy(front: Front): front is HttpProxy {
  return front.over === 'http';
}
