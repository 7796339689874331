import type { Front } from './front.ts';
import type { FolderStandIn, TcpStandIn } from './stand-in.ts';

/** Nothing in front of the stand-in: it is reached as it is, nothing is counted and nothing goes wrong on the way. */
export function directFront(standIn: FolderStandIn | TcpStandIn): Front {
  return {
    over: standIn.over,
    address: standIn.over === 'folder' ? standIn.path : `${standIn.host}:${String(standIn.port)}`,
    arrived: 0,
    underWay: 0,
    open: 0,
    sent: () => '',
    restart: () => undefined,
    close: () => Promise.resolve(),
  };
}
