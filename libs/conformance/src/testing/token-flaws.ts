import { IntegrationError } from '@wiz/core';
import type { Change, Clean } from './broken.ts';

// Mistakes with credentials.

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

/** Goes its own way, with the token in a header that redirects do not lose. */
export const fetchesByItself: Change = {
  handle: async ({ connected, setup }, operation, input, context) => {
    await fetch(`${setup.config.baseUrl}/me`, { headers: { 'x-api-key': setup.secrets.token.reveal() } }).catch(() => undefined);
    return connected.handle(operation, input, context);
  },
};
