import * as flaws from './flaws.ts';
import * as tokens from './token-flaws.ts';
import { Prover, type Proof } from './proof.ts';
import { sampleIntegration } from './sample-integration.ts';

const table = { operation: 'listThings' } as const;
const one = { operation: 'getThing' } as const;
const write = { operation: 'addThing' } as const;

const prover = new Prover(() => sampleIntegration());
const proof = prover.changed.bind(prover);

/** A row of the catalogue is broken by calling the failure by another name. */
function renamed(law: string, as?: Parameters<typeof flaws.mislabels>[1]): Proof {
  return prover.renamed(law, one, as);
}

/** For every law over http at least one thing that breaks it. */
export const httpProofs: readonly Proof[] = [
  proof('verify-names-one-account', 'another name each time', one, flaws.forgetsItsName, /called otherwise/),
  proof('verify-says-what-is-wrong', 'one reason for everything', one, () => flaws.explainsNothing, /with 401 it says validation_error/),
  proof('verify-keeps-secrets', 'a quoted token', one, () => tokens.quotesTokenInTrial, /“token” shows in what a trial told/),
  proof('health-is-told', 'a probe that fails', table, () => flaws.unwell, /it is/),
  proof(
    'health-tells-what-is-down',
    'a good answer for every failure',
    table,
    () => flaws.answersAnyway({ items: [], nextCursor: null }),
    /although nobody/,
  ),
  proof('example-is-answered', 'an answer without its fields', one, () => flaws.answers(() => ({})), /not as promised/),
  proof(
    'pages-end',
    'the same page again and again',
    table,
    () => flaws.answers(flaws.samePage('/things?from=2')),
    /a page that was there/,
  ),
  proof('pages-end', 'ever more pages', table, () => flaws.answers(flaws.morePages('/things?from=0&page=')), /more than 50 pages/),
  proof('choices-are-accepted', 'ids that are not accepted', one, () => flaws.answers(flaws.renumbered), /does not take "#t1"/),
  proof('cancelled-before', 'a client that never rests', one, () => flaws.neverRests, /something was sent/),
  proof('cancelled-during', 'no ear for a cancel', one, () => flaws.ignoresCancel, /did not see that it was given up/),
  proof('cancelled-after', 'something sent later', one, () => flaws.sendsLater, /something more was sent/),
  proof('time-limit', 'no ear for the limit', one, () => flaws.ignoresCancel, /did not see that it was given up/),
  proof('nothing-is-left', 'connections of its own', one, flaws.leavesOpen, /connections are left open/),
  proof('lost-answer', 'a change that is repeated', write, () => flaws.repeatsByItself, /it answered|sent again/),
  proof('lost-answer', 'a change that denies itself', write, () => flaws.saysNothingWasDone, /it answered|nothing was done/),
  proof('lost-answer', 'a read that is not repeated', one, () => flaws.neverTriesAgain, /Sample/),
  proof('idempotency-key', 'a key for each attempt', { operation: 'orderThing' }, flaws.freshKeys, /without the key/),
  proof('secrets-stay-secret', 'the token on the console', one, () => tokens.writesTokenToConsole, /wrote to the console/),
  proof('secrets-stay-secret', 'the token in a sentence', one, () => tokens.quotesToken, /“token” shows in what it told/),
  proof('connections-share-nothing', 'a token in a shared place', one, tokens.sharesToken, /what another connection sent/),
  proof('breakers-are-apart', 'illness in a shared place', table, flaws.sharesIllness, /other circuit is open|sent nothing/),
  {
    ...one,
    law: 'extra-fields-are-ignored',
    by: 'a strict reader',
    integration: () => sampleIntegration('strict'),
    reason: /not known it fails/,
  },
  { ...one, law: 'drift-is-told', by: 'a credulous reader', integration: () => sampleIntegration('unchecked'), reason: /internal_error/ },
  {
    ...one,
    law: 'other-json-is-told',
    by: 'a credulous reader',
    integration: () => sampleIntegration('unchecked'),
    reason: /internal_error/,
  },
  ...['retry-after', 'unavailable-retry-after'].map((law) =>
    proof(law, 'a time that is misread', one, () => flaws.misreadsTimes, /sent after|without a pause|did not pause/),
  ),
  ...['limit-without-time', 'limit-with-junk', 'limit-for-days'].map((law) =>
    proof(law, 'a time that is misread', one, () => flaws.misreadsTimes, /not held back/),
  ),
  proof('limit-without-time', 'a limit that is repeated at once', one, () => flaws.repeatsByItself, /sent again/),
  proof('retry-after-date', 'a refusal for good', one, () => flaws.neverTriesAgain, /Sample got too many requests/),
  proof('forbidden-for-a-time', 'an own repetition', one, () => flaws.repeatsByItself, /repeated before/),
  proof('breaker-opens', 'blame on the caller', one, () => flaws.mislabels(['service_unavailable'], 'validation_error'), /did not open/),
  proof('redirect-elsewhere', 'a way of its own', one, () => tokens.fetchesByItself, /another origin was sent/),
  proof('redirect-circle', 'another name', one, () => flaws.mislabels(['protocol_error'], 'network_error'), /it says|something else/),
  proof('slow-head', 'no ear for the limit', one, () => flaws.ignoresCancel, /did not see that it was given up/),
  proof('slow-body', 'no ear for the limit', one, () => flaws.ignoresCancel, /did not see that it was given up/),
  ...['nobody-there', 'reset-before-answer', 'hang-up', 'reset-in-body', 'short-body', 'endless-chunks'].map((law) => renamed(law)),
  ...['garbage-head', 'big-head', 'broken-json', 'web-page', 'deep-json', 'polluting-json', 'endless-body', 'packed-bomb'].map((law) =>
    renamed(law),
  ),
  ...['server-error', 'bad-gateway', 'unavailable', 'gateway-timeout', 'request-timeout', 'misdirected', 'too-early'].map((law) =>
    renamed(law),
  ),
  ...['bad-credentials', 'forbidden', 'missing', 'conflict', 'changed-meanwhile'].map((law) => renamed(law)),
  renamed('not-accepted', 'conflict'),
  proof('reset-before-answer', 'an own repetition', write, () => flaws.repeatsByItself, /sent 2 times instead of 1/),
  proof('server-error', 'a change that denies itself', write, () => flaws.saysNothingWasDone, /attempts instead of 1/),
  proof('missing', 'an ill system', one, () => flaws.mislabels(['not_found'], 'service_unavailable'), /it says/),
  proof('web-page', 'a good answer all the same', one, () => flaws.answersAnyway({ id: 't1', name: 'Thing' }), /as if nothing were wrong/),
  proof('odd-answers', 'raw errors', one, () => flaws.throwsRawErrors, /internal_error/),
  proof('odd-answers', 'words of a machine', one, () => flaws.mumbles, /no whole sentence|no sentence for people/),
  proof('example-is-answered', 'a rejection that nobody handles', one, () => flaws.rejectsIntoNothing, /nobody handled it/),
];
