import { IntegrationError, isIntegrationError, type ErrorCategory } from '@wiz/core';
import { Agent, get } from 'node:http';
import type { Change, Clean } from './broken.ts';

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

/** Makes its own key each time. */
export function freshKeys(): Change {
  let keys = 0;
  return {
    handle: ({ connected }, operation, input, context) =>
      connected.handle(operation, input, { ...context, idempotencyKey: `key-${String((keys += 1))}` }),
  };
}

export const writesTokenToConsole: Change = {
  handle: ({ connected, setup }, operation, input, context) => {
    console.info('using', setup.secrets.token.reveal());
    return connected.handle(operation, input, context);
  },
};

/** Quotes the token in a form that nobody looks for. */
function quoting({ setup }: Clean): IntegrationError {
  const token = Buffer.from(setup.secrets.token.reveal()).toString('base64');
  return new IntegrationError('validation_error', `It does not like ${token}.`);
}

export const quotesToken: Change = {
  handle: (clean, operation, input, context) =>
    clean.connected.handle(operation, input, context).catch(() => {
      throw quoting(clean);
    }),
};

export const quotesTokenInTrial: Change = {
  verify: (clean, scope) =>
    clean.connected.verify(scope).catch(() => {
      throw quoting(clean);
    }),
};

/** Keeps the token where every connection finds it. */
export function sharesToken(): Change {
  let latest = '';
  return {
    connect: (setup) => {
      latest = setup.secrets.token.reveal();
      return { ...setup, secrets: { token: { reveal: () => latest } } };
    },
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

/** Goes its own way, with the token in a header that redirects do not lose. */
export const fetchesByItself: Change = {
  handle: async ({ connected, setup }, operation, input, context) => {
    await fetch(`${setup.config.baseUrl}/me`, { headers: { 'x-api-key': setup.secrets.token.reveal() } }).catch(() => undefined);
    return connected.handle(operation, input, context);
  },
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
