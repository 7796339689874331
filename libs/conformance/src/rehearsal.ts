import type { Front } from './front.ts';
import type { ForwardedAnswer } from './http-action.ts';
import type { ProxiedRequest } from './http-proxy.ts';
import { isHttpProxy, isTcpProxy } from './which-front.ts';

/** What one operation does when all goes well. */
export interface Rehearsal {
  /** What it answered. */
  readonly data: unknown;
  /** Pieces of work that it sends, the ticket's not among them. */
  readonly count: number;
  /**
   * The first piece that a fault should hit. Over http: of a read the very first, of everything else the one that makes the
   * change. Over tcp: the last one that is answered, since those before it may only make the connection.
   */
  readonly faultAt: number;
  /** Over http: the address that it was sent to, what was sent, and what came. */
  readonly origin: string;
  readonly requests: readonly ProxiedRequest[];
  readonly answers: readonly (ForwardedAnswer | undefined)[];
}

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What the front saw of an operation that has just been run. */
export function rehearsed(front: Front, data: unknown, changes: boolean): Rehearsal {
  if (isTcpProxy(front)) {
    const { arrived, lastAnswered } = front;
    return { data, count: arrived, faultAt: Math.max(0, lastAnswered), origin: '', requests: [], answers: [] };
  }
  const { origin, requests, answers } = isHttpProxy(front) ? front : { origin: '', requests: [], answers: [] };
  // Where every request is a POST, as in GraphQL, the last one is taken for the change.
  const last = requests.findLastIndex(({ method }) => !harmless.has(method));
  const change = last === -1 ? front.arrived - 1 : last;
  const faultAt = changes ? Math.max(0, change) : 0;
  return { data, count: front.arrived, faultAt, origin, requests: [...requests], answers: [...answers] };
}
