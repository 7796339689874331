// A contract in two versions: in the second one an operation and a setting have other names, and a choice is gone.
import { defineContract, field, read, secret, write } from '@wiz/integration-kit/contract';
import { z } from 'zod';

const page = {
  status: /** @type {const} */ ('experimental'),
  success: ['It answers.'],
  inScope: ['Tests.'],
  outOfScope: ['Everything else.'],
  constraints: ['None.'],
  vendor: { version: '1', docs: 'https://example.com' },
  setUp: ['Nothing.'],
  limitations: ['It exists in tests only.'],
};
const shape = {
  id: 'parcels',
  name: 'Parcels',
  kind: /** @type {const} */ ('rest'),
  owner: '@wiz/parcels',
  about: 'Parcels on their way.',
  docs: 'https://example.com',
  secrets: z.object({ token: secret({ label: 'Token' }) }),
};
const parcel = z.object({ id: z.string(), state: z.enum(['waiting', 'sent']) });

/** Version 1.0.0. */
export const parcelsOne = defineContract({
  ...shape,
  page: { ...page, version: '1.0.0' },
  config: z.object({
    server: field(z.url(), { label: 'Server', placeholder: 'https://parcels.example' }),
    pageSize: field(z.int().min(1).max(500).default(50), { label: 'Rows a page' }),
  }),
  operations: {
    find: read({
      title: 'Find parcels',
      summary: 'Finds parcels.',
      input: z.object({ speed: z.enum(['slow', 'normal', 'express']).default('normal'), text: z.string().min(1).max(100).optional() }),
      output: z.object({ items: z.array(parcel) }),
    }),
    send: write({
      title: 'Send a parcel',
      summary: 'Sends a parcel.',
      input: z
        .object({ to: z.string().regex(/^[A-Z]{2}-\d+$/), weight: field(z.number().positive().max(30), { label: 'Weight' }) })
        .partial({ to: true }),
      output: parcel,
    }),
  },
});

/** What of the first version the second one lifts. */
export const parcelsMigrations = /** @type {const} */ ([
  {
    from: 1,
    config: (/** @type {import('@wiz/integration-kit/contract').SavedFields} */ { server, pageSize }) => ({
      address: server,
      pageSize: Math.min(Number(pageSize ?? 50), 100),
    }),
    renamed: { find: 'search' },
    inputs: {
      find: (/** @type {import('@wiz/integration-kit/contract').SavedFields} */ { speed, ...rest }) => ({
        ...rest,
        ...(speed === undefined ? {} : { speed: speed === 'slow' ? 'normal' : speed }),
      }),
    },
  },
]);

/** The second version with these migrations. @param {readonly import('@wiz/integration-kit/contract').Migration[]} migrations @param {string} [version] */
export function parcelsTwo(migrations, version = '2.0.0') {
  return defineContract({
    ...shape,
    page: { ...page, version },
    migrations,
    config: z.object({
      address: field(z.url(), { label: 'Server', placeholder: 'https://parcels.example' }),
      pageSize: field(z.int().min(1).max(100).default(50), { label: 'Rows a page' }),
    }),
    operations: {
      search: read({
        title: 'Find parcels',
        summary: 'Finds parcels.',
        input: z.object({ speed: z.enum(['normal', 'express']).default('normal'), text: z.string().min(1).max(100).optional() }),
        output: z.object({ items: z.array(parcel) }),
      }),
      send: parcelsOne.operations.send,
    },
  });
}
