import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Front } from './front.ts';
import { loseAnswer, swallow, type TcpFault } from './tcp-fault.ts';
import { TcpLine } from './tcp-line.ts';

/** The front of a server that speaks a protocol of its own. A piece of work is a question that it is asked. */
export interface TcpProxy extends Front {
  readonly over: 'tcp';
  /** The last piece of work that was answered; -1 for none. */
  readonly lastAnswered: number;
  /** How often a fault hit since `restart`. */
  readonly faulted: number;
  /** The fault of every piece of work from this one on. */
  readonly fault: (from: number, fault: TcpFault) => void;
  /** Lets no question through until the returned function is called. */
  readonly hold: () => () => void;
}

interface Rule {
  readonly fault: TcpFault;
  readonly from: number;
  readonly to: number;
}

const host = '127.0.0.1';

/** Starts a real proxy on loopback in front of a stand-in: it hands on what both say, and for the pieces of work that it is told to it does something else. */
export async function startTcpProxy(standIn: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const lines = new Map<Socket, TcpLine>();
  let sent: Buffer[] = [];
  let [arrived, lastAnswered, faulted] = [0, -1, 0];
  let rule: Rule | undefined;
  let isHeld = false;

  const begin = (): TcpFault | undefined => {
    const index = arrived;
    arrived += 1;
    if (rule === undefined || index < rule.from || index > rule.to) return undefined;
    faulted += 1;
    return rule.fault;
  };
  const server = createServer({ noDelay: true }, (socket) => {
    // The numbers since `restart` are those of questions: an answer belongs to the last one of its connection.
    let asked = -1;
    const line = new TcpLine(socket, standIn, {
      begin: () => {
        asked = arrived;
        return begin();
      },
      answered: () => {
        lastAnswered = Math.max(lastAnswered, asked);
      },
      sent: (bytes) => sent.push(bytes),
      isHeld: () => isHeld,
      closed: () => lines.delete(socket),
    });
    lines.set(socket, line);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    await new Promise((resolve) => {
      server.close(resolve);
      for (const line of lines.values()) line.destroy();
    });
  };
  const setFault = (from: number, fault: TcpFault, to = Infinity): void => {
    rule = { from, to, fault };
  };
  return {
    ...{ over: 'tcp', address: `${host}:${String((server.address() as AddressInfo).port)}`, refuse: shut, close: shut },
    get arrived() {
      return arrived;
    },
    get underWay() {
      return [...lines.values()].filter((line) => line.isUnderWay).length;
    },
    get open() {
      return lines.size;
    },
    get lastAnswered() {
      return lastAnswered;
    },
    get faulted() {
      return faulted;
    },
    sent: () => Buffer.concat(sent).toString('latin1'),
    restart: () => {
      [sent, arrived, lastAnswered, faulted, rule] = [[], 0, -1, 0, undefined];
    },
    fault: (from, fault) => {
      setFault(from, fault);
    },
    hang: (from) => {
      setFault(from, swallow);
    },
    loseAnswer: (at) => {
      setFault(at, loseAnswer, at);
    },
    hold: () => {
      isHeld = true;
      return () => {
        isHeld = false;
        for (const line of lines.values()) line.resume();
      };
    },
  };
}
