import { field, read } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { webAddress } from './resources.ts';

/** Whose token it is. */
export const Account = z.object({
  login: field(z.string(), { label: 'Login' }),
  name: field(z.string().nullable(), { label: 'Name' }),
  /** GitHub's own number for the account; stays when the login changes. */
  id: field(z.number().int().min(1), { label: 'Account number', advanced: true }),
  /** What a classic token may do; null for a fine-grained one, of which GitHub does not tell. */
  scopes: field(z.array(z.string()).nullable(), { label: 'Scopes of the token' }),
  url: webAddress(),
});
export type Account = z.infer<typeof Account>;

export const account = {
  account: read({
    title: 'Show the account',
    summary: 'Shows whose token this is and what GitHub says it may do.',
    input: z.object({}),
    output: Account,
    cache: { ttlMs: 5 * 60_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'This is {login}.',
  }),
};
