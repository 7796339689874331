import type { FaultExchange, RecordedRequest } from '@wiz/integration-kit/testing';

/** An answer of the stand-in, read whole, its addresses led back to the proxy. */
export interface ForwardedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** One request at the proxy: all that a `Fault` is given, and the way to the stand-in. */
export interface ProxyExchange extends FaultExchange {
  /** Has the stand-in answer it. */
  readonly forward: () => Promise<ForwardedAnswer>;
  /** Gives an answer to the client. */
  readonly give: (answer: ForwardedAnswer) => void;
  /** Has the stand-in answer it and hands that on as it comes, streams too. */
  readonly pass: () => Promise<void>;
}

/** What the proxy does with one request. A `Fault` of the kit's testing half is one. */
export type Action = (exchange: ProxyExchange) => void | Promise<void>;

/** Which action a request gets. @param index counts requests since the last restart, from 0 */
export type Rule = (request: RecordedRequest, index: number) => Action;

/** Hands it to the stand-in, and the answer back. */
export const forward: Action = ({ pass }) => pass();

/** Has the stand-in do it, then breaks the connection before the answer. */
export const loseAnswer: Action = async ({ forward: handOn, socket }) => {
  await handOn();
  socket.resetAndDestroy();
};

/** Takes it and says nothing until the client goes. */
export const hold: Action = () => undefined;

/** A good answer with other headers besides. */
export function withHeaders(headers: Readonly<Record<string, string>>): Action {
  return async ({ forward: handOn, give }) => {
    const answer = await handOn();
    give({ ...answer, headers: { ...answer.headers, ...headers } });
  };
}

/** An earlier answer again, its body changed: the stand-in is not asked. */
export function replay(answer: ForwardedAnswer, body: string): Action {
  return ({ give }) => {
    give({ ...answer, body: Buffer.from(body) });
  };
}

/** The action for every request from this one on; those before go through. */
export function from(first: number, action: Action): Rule {
  return (_request, index) => (index >= first ? action : forward);
}

/** The action for this one request; all others go through. */
export function only(one: number, action: Action): Rule {
  return (_request, index) => (index === one ? action : forward);
}

/** The same action, which counts how often it was done. */
export function counted(action: Action): { readonly action: Action; readonly times: () => number } {
  let times = 0;
  const act: Action = (exchange) => {
    times += 1;
    return action(exchange);
  };
  return { action: act, times: () => times };
}
