import type { FolderFront } from './folder-front.ts';
import type { Front } from './front.ts';
import type { HttpProxy } from './http-proxy.ts';
import type { TcpProxy } from './tcp-proxy.ts';

/** Whether the front is that of a web server. */
export function isHttpProxy(front: Front): front is HttpProxy {
  return front.over === 'http';
}

/** Whether the front is that of a server with a protocol of its own. */
export function isTcpProxy(front: Front): front is TcpProxy {
  return front.over === 'tcp';
}

/** Whether the front is that of a folder. */
export function isFolderFront(front: Front): front is FolderFront {
  return front.over === 'folder';
}
