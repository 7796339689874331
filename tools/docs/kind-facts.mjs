// What holds for every integration of a kind, as sentences for its page.

/** @typedef {import('@wiz/integration-kit/contract').Kind} Kind */

const overHttp =
  'HTTPS with JSON, through the kit’s `HttpClient`: an answer of at most 20 MiB, counted after unpacking, and 100 levels deep; at most five redirects, with credentials for the system’s own origin only.';
const inTheNetwork =
  'Its requests go through the application’s network stack with the system’s proxy and certificates, in a session of this connection alone, without cookies and cache.';
const onThisComputer = 'It works with the rights of the person’s account, without a network of ours.';

/** @type {Readonly<Record<Kind, { protocol: string, desktop: string }>>} */
export const kindFacts = {
  rest: { protocol: overHttp, desktop: inTheNetwork },
  graphql: { protocol: overHttp, desktop: inTheNetwork },
  sdk: { protocol: 'What the vendor’s library speaks, over our own network stack.', desktop: inTheNetwork },
  service: { protocol: 'What the service speaks.', desktop: inTheNetwork },
  database: { protocol: 'What the database’s driver speaks.', desktop: onThisComputer },
  filesystem: { protocol: 'Calls of the operating system.', desktop: onThisComputer },
};
