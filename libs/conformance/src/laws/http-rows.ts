import { faults } from '@wiz/integration-kit/testing';
import type { ErrorCategory } from '@wiz/core';
import assert from 'node:assert/strict';
import { from, type Action } from '../http-action.ts';
import type { Law } from '../law.ts';
import type { Trial } from '../trial.ts';
import { httpRow, type HttpRow } from './http-row.ts';

/** An answer that breaks off, or never comes. It may have been done. */
const broken = { categories: ['network_error'], repeats: 'what may be', outcome: 'unknown' } as const;
/** An answer that makes no sense. It may have been done. */
const senseless = { categories: ['protocol_error'], repeats: 'nothing', outcome: 'unknown' } as const;
/** A refusal: nothing was done, and asking again does not help. */
const refused = { repeats: 'nothing', outcome: 'none', blames: false } as const;
/** Nothing was done, and asking again does no harm. */
const untouched = { categories: ['network_error'], repeats: 'everything', outcome: 'none' } as const;
const slow = {
  categories: ['timeout_error'],
  repeats: 'nothing',
  outcome: 'unknown',
  // A busy machine has to have sent it by then.
  policy: { timeoutMs: 3000, retries: 0 },
  sideBySide: 32,
} as const;

function status(code: number, body: unknown = {}): () => Action {
  return () => faults.json(body, { status: code });
}

function refusal(code: number, id: string, what: string, ...categories: readonly ErrorCategory[]): HttpRow {
  return {
    ...refused,
    id,
    says: `${String(code)} is ${what}: told at once, and no sign of an ill system.`,
    fault: status(code),
    categories,
  };
}

const bombBytes = 64 * 1024 * 1024;
/** Made once: packing takes its time. */
const bomb = lazily(() => faults.gzipBomb(bombBytes));

const rows: readonly HttpRow[] = [
  { ...untouched, id: 'nobody-there', says: 'A refused connection is a network error that did nothing.', fault: 'switched off' },
  { ...slow, id: 'slow-head', says: 'A head that never ends is given up in time.', fault: () => faults.slowHeaders },
  { ...slow, id: 'slow-body', says: 'A body that drips is given up in time.', fault: () => faults.dripBody },
  { ...broken, id: 'reset-before-answer', says: 'A reset before the answer is a network error.', fault: () => faults.resetBeforeHeaders },
  { ...broken, id: 'hang-up', says: 'A server that hangs up without an answer is a network error.', fault: () => faults.hangUp },
  {
    ...broken,
    id: 'reset-in-body',
    says: 'A reset in the body is a network error; half an answer is none.',
    fault: () => faults.resetMidBody,
  },
  {
    ...broken,
    id: 'short-body',
    says: 'A body short of its length is a network error, even if it is whole JSON.',
    fault: () => faults.shortContentLength,
  },
  { ...broken, id: 'endless-chunks', says: 'Chunks without the last one are a network error.', fault: () => faults.chunkedWithoutEnd },
  { ...senseless, id: 'garbage-head', says: 'What is no HTTP is a protocol error.', fault: () => faults.garbageStatusLine },
  { ...senseless, id: 'big-head', says: 'A head of 20 KB is read or refused.', fault: () => faults.bigHeader, mayAnswer: true },
  { ...senseless, id: 'broken-json', says: 'JSON that breaks off is a protocol error.', fault: () => faults.truncatedJson },
  { ...senseless, id: 'web-page', says: 'A web page instead of data is a protocol error.', fault: () => faults.htmlPage },
  { ...senseless, id: 'deep-json', says: 'JSON of 10,000 levels overflows nothing.', fault: () => faults.deepJson(10_000) },
  { ...senseless, id: 'polluting-json', says: 'Keys that pollute prototypes are refused.', fault: () => faults.protoJson },
  {
    ...senseless,
    id: 'endless-body',
    says: 'A body without end is stopped.',
    fault: () => faults.endlessBody,
    categories: ['too_large'],
    sideBySide: 2,
  },
  {
    ...senseless,
    id: 'packed-bomb',
    says: 'A small body that unpacks to much is stopped.',
    fault: bomb,
    categories: ['too_large', 'protocol_error'],
    sideBySide: 2,
  },
  { ...broken, id: 'server-error', says: '500 is an ill system.', fault: status(500), categories: ['service_unavailable'] },
  { ...broken, id: 'bad-gateway', says: '502 is an ill system.', fault: status(502), categories: ['service_unavailable'] },
  { ...broken, id: 'unavailable', says: '503 is an ill system.', fault: status(503), categories: ['service_unavailable'] },
  {
    ...broken,
    id: 'gateway-timeout',
    says: '504 is an ill system.',
    fault: status(504),
    categories: ['service_unavailable', 'timeout_error'],
  },
  { ...broken, id: 'request-timeout', says: '408 is a network error.', fault: status(408) },
  { ...untouched, id: 'misdirected', says: '421 is a network error that did nothing.', fault: status(421) },
  { ...untouched, id: 'too-early', says: '425 is a network error that did nothing.', fault: status(425) },
  refusal(401, 'bad-credentials', 'a matter of credentials', 'authentication_error'),
  refusal(403, 'forbidden', 'a lack of permission', 'permission_error'),
  refusal(404, 'missing', 'a thing that is not there, or not shown', 'not_found', 'permission_error'),
  refusal(409, 'conflict', 'a conflict', 'conflict'),
  refusal(412, 'changed-meanwhile', 'a conflict', 'conflict'),
  refusal(422, 'not-accepted', 'a wrong input', 'validation_error'),
];

/** What a system may answer that stands in no documentation. */
const oddities: readonly (readonly [what: string, action: Action])[] = [
  ['418', faults.json({}, { status: 418 })],
  ['402', faults.text('', { status: 402 })],
  ['599', faults.text('No.', { status: 599, headers: { 'content-type': 'text/plain' } })],
  ['304', faults.text('', { status: 304 })],
  ['a redirect without a place', faults.text('', { status: 302 })],
  ['nothing at all', faults.text('', { status: 204 })],
  ['plain text', faults.text('fine', { headers: { 'content-type': 'text/plain' } })],
  ['an error that is no JSON', faults.text('<error/>', { status: 400, headers: { 'content-type': 'application/json' } })],
  ['an error of another form', faults.json([null, { errors: 'many', error: { message: 7 } }], { status: 422 })],
];

/** The rows of the fault catalogue that one request is enough for. */
export const httpLaws: readonly Law[] = [
  ...rows.map(httpRow),
  {
    id: 'odd-answers',
    says: 'Answers that nobody foresaw end in an answer or in a failure with a sentence.',
    over: ['http'],
    per: 'operation',
    changesNothing: true,
    check: async (trial: Trial): Promise<void> => {
      const faultAt = await trial.faultAt();
      const { world, front } = await trial.http({ policy: { retries: 0, breakerFailures: 10 } });
      for (const [what, action] of oddities) {
        const ticket = await world.ready(front, trial.operation);
        front.rule(from(faultAt, action));
        await world.end(trial.operation, { ticket }).catch((error: unknown) => assert.fail(`with ${what} ${String(error)}`));
      }
    },
  },
];

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
