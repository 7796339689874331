import { categories, type ErrorCategory } from '@wiz/core';
import { ConnectionId, PolicyOverrides, RunId } from '@wiz/engine/types';
import { z } from 'zod';

const label = z.string().max(200);
/** As typed; the engine checks them against the contract. */
const secrets = z.record(z.string().max(64), z.string().max(50_000));
const keepSecrets = z.enum(['weak', 'session']);
/** A secret source of the contract, by its id. */
const secretsFrom = z.string().min(1).max(64);
const clearSecrets = z.array(z.string().min(1).max(64)).max(20);
const draft = {
  integration: z.string().min(1).max(64),
  label: label.optional(),
  config: z.unknown(),
  secrets: secrets.optional(),
  secretsFrom: secretsFrom.optional(),
  keepSecrets: keepSecrets.optional(),
};
const word = z.string().min(1).max(64);
const category = z.enum(Object.keys(categories) as [ErrorCategory, ...ErrorCategory[]]);
const moment = z.number().min(0).max(8.64e15);

/** Inputs of the application's own procedures. Strict: a field that nobody reads is a mistake. */
export const systemInputs = {
  nothing: z.undefined(),
  connectionDraft: z.strictObject(draft),
  /** With `id`, an existing connection's changed configuration is tried. */
  connectionTrial: z.strictObject({ ...draft, id: ConnectionId.optional(), clearSecrets: clearSecrets.optional() }),
  connectionChange: z.strictObject({
    id: ConnectionId,
    label: label.optional(),
    config: z.unknown().optional(),
    secrets: secrets.optional(),
    secretsFrom: secretsFrom.optional(),
    clearSecrets: clearSecrets.optional(),
    keepSecrets: keepSecrets.optional(),
    enabled: z.boolean().optional(),
    policy: PolicyOverrides.optional(),
  }),
  secretSourcesQuery: z.strictObject({ integration: z.string().min(1).max(64), config: z.unknown() }),
  connectionRef: z.strictObject({ id: ConnectionId }),
  reportRequest: z.strictObject({
    id: ConnectionId,
    run: RunId.optional(),
    // It is told to the owner, so it may be a name and nothing else.
    reference: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional(),
  }),
  integrationRef: z.strictObject({ integration: word }),
  runRef: z.strictObject({ id: RunId }),
  runsQuery: z
    .strictObject({
      connection: ConnectionId.optional(),
      state: z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted']).optional(),
      integration: word.optional(),
      operation: z.string().min(1).max(100).optional(),
      category: category.optional(),
      text: z.string().max(200).optional(),
      since: moment.optional(),
      until: moment.optional(),
      limit: z.int().min(1).max(500).optional(),
      /** Null for the first page: what the window's infinite queries send. */
      cursor: z.string().max(200).nullish(),
      /** Sent along by the window's infinite queries; there are only older pages. */
      direction: z.literal('forward').optional(),
    })
    .transform(({ direction: _, cursor, ...query }) => ({ ...query, cursor: cursor ?? undefined })),
  ticketRequest: z.strictObject({ connection: ConnectionId, operation: z.string().min(1).max(100), input: z.unknown() }),
  pickFolder: z.strictObject({ title: z.string().max(200).optional(), start: z.string().max(4096).optional() }),
  windowLog: z.strictObject({
    events: z
      .array(
        z.discriminatedUnion('event', [
          z.strictObject({
            event: z.literal('error'),
            kind: z.enum(['exception', 'rejection', 'drawing']),
            name: z.string().max(100),
            stack: z.string().max(4000),
          }),
          z.strictObject({
            event: z.literal('call_failed'),
            path: z.string().max(100),
            correlationId: z.string().max(100).optional(),
            category,
            outcome: z.enum(['none', 'unknown']),
          }),
        ]),
      )
      .max(20),
    dropped: z.int().min(0),
  }),
  openExternal: z.strictObject({ url: z.url().max(2048) }),
};
