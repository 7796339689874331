import { IntegrationError, isIntegrationError, type ErrorCategory } from '@wiz/core';
import { Agent, get } from 'node:http';
import type { Change } from './broken.ts';

// Each is one mistake that somebody could make. Those that need state make it anew, so that two tests share nothing.

/** Calls every failure of some categories by another name. */
export function mislabels(categories: readonly ErrorCategory[], as: ErrorCategory): Change {
  return fails((error) => (categories.includes(error.category) ? new IntegrationError(as, 'It is something else.') : error));
}

/** Makes something else of every failure of a handler. */
export function fails(other: (error: IntegrationError) => Error): Change {
  return {
    handle: ({ connected }, operation, input, context) =>
      connected.handle(operation, input, context).catch((error: unknown) => {
        throw isIntegrationError(error) ? other(error) : error;
      }),
  };
}

/** Goes on whatever its caller does. */
export const ignoresCancel: Change = {
  handle: ({ connected }, operation, input, context) =>
    connected.handle(operation, input, { ...context, signal: new AbortController().signal }),
};

/** Keeps what is missing to itself. */
export const warnsNobody: Change = {
  handle: ({ connected }, operation, input, context) => connected.handle(operation, input, { ...context, warn: () => undefined }),
};

/** Repeats by itself. */
export const repeatsByItself: Change = {
  handle: ({ connected }, operation, input, context) =>
    connected.handle(operation, input, context).catch(() => connected.handle(operation, input, context)),
};

/** Takes every time that the system names for ten milliseconds. */
export const misreadsTimes: Change = {
  handle: ({ connected }, operation, input, context) =>
    connected
      .handle(operation, input, { ...context, rate: { pause: () => undefined, observe: () => undefined } })
      .catch((error: unknown) => {
        throw isIntegrationError(error) && error.retryAfterMs !== undefined ? error.with({ retryAfterMs: 10 }) : error;
      }),
};

export const saysNothingWasDone = fails((error) => error.with({ outcome: 'none' }));
export const saysItMayBeDone = fails((error) => error.with({ outcome: 'unknown' }));
export const asksForRepetition = fails((error) => error.with({ retryable: true }));
export const neverTriesAgain = fails((error) => error.with({ retryable: false }));
export const throwsRawErrors = fails(({ message }) => new Error(message));
export const mumbles = fails(({ category }) => new IntegrationError(category, 'connect ECONNREFUSED 127.0.0.1:80'));

/** Answers as if all were well. */
export function answersAnyway(answer: unknown): Change {
  return { handle: ({ connected }, operation, input, context) => connected.handle(operation, input, context).catch(() => answer) };
}

/** Answers otherwise. */
export function answers(change: (answer: unknown) => unknown): Change {
  return {
    handle: async ({ connected }, operation, input, context) => change(await connected.handle(operation, input, context)),
  };
}

export const unwell: Change = {
  handle: () => Promise.reject(new IntegrationError('service_unavailable', 'It is ill.')),
};

/** Leads from every page to the same one. */
export function samePage(nextCursor: string): (answer: unknown) => unknown {
  return (answer) => ({ ...(answer as object), nextCursor });
}

/** Leads from every page to another one, without end. */
export function morePages(prefix: string): (answer: unknown) => unknown {
  let pages = 0;
  return (answer) => ({ ...(answer as object), nextCursor: `${prefix}${String((pages += 1))}` });
}

/** Ids as another part of the system would write them. */
export function renumbered(answer: unknown): unknown {
  const { items, ...rest } = answer as { readonly items?: readonly { readonly id: string }[] };
  return items === undefined ? answer : { ...rest, items: items.map((item) => ({ ...item, id: `#${item.id}` })) };
}

/** Sends what nobody asked for after its answer. */
export const sendsLater: Change = {
  handle: async ({ connected, setup }, operation, input, context) => {
    const answer = await connected.handle(operation, input, context);
    knockOn(setup.config.baseUrl);
    return answer;
  },
};

/** Asks by itself from the moment when it is made. */
export const neverRests: Change = {
  connect: (setup) => {
    knockOn(setup.config.baseUrl);
    return setup;
  },
};

/** Has connections of its own that nobody closes. */
export function leavesOpen(): Change {
  const agent = new Agent({ keepAlive: true });
  return {
    handle: async ({ connected, setup }, operation, input, context) => {
      knock(setup.config.baseUrl, agent);
      return connected.handle(operation, input, context);
    },
  };
}

/** Leaves a rejection to nobody. */
export const rejectsIntoNothing: Change = {
  handle: ({ connected }, operation, input, context) => {
    void Promise.reject(new Error('lost'));
    return connected.handle(operation, input, context);
  },
};

/** Throws where nobody can catch it, as in a listener. */
export const throwsIntoNothing: Change = {
  handle: ({ connected }, operation, input, context) => {
    setImmediate(() => {
      throw new Error('lost');
    });
    return connected.handle(operation, input, context);
  },
};

/** Makes its own key each time. */
export function freshKeys(): Change {
  let keys = 0;
  return {
    handle: ({ connected }, operation, input, context) =>
      connected.handle(operation, input, { ...context, idempotencyKey: `key-${String((keys += 1))}` }),
  };
}

/** Believes that every connection is ill when one is. */
export function sharesIllness(): Change {
  let ill = false;
  return {
    handle: async ({ connected }, operation, input, context) => {
      if (ill) throw new IntegrationError('service_unavailable', 'It is ill.');
      return connected.handle(operation, input, context).catch((error: unknown) => {
        ill = true;
        throw error;
      });
    },
  };
}

/** Proves itself for the first time only. */
export function worksOnce(): Change {
  let times = 0;
  return {
    verify: ({ connected }, scope) => {
      times += 1;
      return times === 1 ? connected.verify(scope) : Promise.reject(new IntegrationError('service_unavailable', 'It is ill.'));
    },
  };
}

/** Names an account whether anybody is there or not. */
export const believesItself: Change = {
  verify: ({ connected }, scope) => connected.verify(scope).catch(() => ({ account: 'me', label: 'Me' })),
};

export function forgetsItsName(): Change {
  let times = 0;
  return { verify: async ({ connected }, scope) => ({ ...(await connected.verify(scope)), account: `me-${String((times += 1))}` }) };
}

export const explainsNothing: Change = {
  verify: ({ connected }, scope) =>
    connected.verify(scope).catch(() => {
      throw new IntegrationError('validation_error', 'It does not work.');
    }),
};

/** Asks again and again, until nobody is there any more. */
function knockOn(baseUrl: string): void {
  const asking = setInterval(() => {
    knock(baseUrl, undefined, () => {
      clearInterval(asking);
    });
  }, 5);
}

function knock(baseUrl: string, agent?: Agent, onGone: () => void = () => undefined): void {
  get(`${baseUrl}/me`, { ...(agent === undefined ? {} : { agent }) }, (answer) => answer.resume()).on('error', onGone);
}
