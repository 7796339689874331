import { directFront } from './direct-front.ts';
import type { Front } from './front.ts';
import { startHttpProxy, type HttpProxyOptions } from './http-proxy.ts';
import type { RunningStandIn } from './stand-in.ts';

/** What stands in front of a stand-in of this kind. */
export async function makeFront(standIn: RunningStandIn, options: HttpProxyOptions = {}): Promise<Front> {
  return standIn.over === 'http' ? startHttpProxy(standIn.origin, options) : directFront(standIn);
}
