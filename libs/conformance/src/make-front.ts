import { folderFront } from './folder-front.ts';
import type { Front } from './front.ts';
import { startHttpProxy, type HttpProxyOptions } from './http-proxy.ts';
import type { RunningStandIn } from './stand-in.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** What stands in front of a stand-in of this kind. */
export async function makeFront(standIn: RunningStandIn, options: HttpProxyOptions = {}): Promise<Front> {
  switch (standIn.over) {
    case 'http':
      return startHttpProxy(standIn.origin, options);
    case 'tcp':
      return startTcpProxy(standIn);
    case 'folder':
      return folderFront(standIn);
  }
}
