// What happens when something goes wrong.
import { proved, provedOrTested } from '../laws.mjs';
import { demand, httpKinds, remoteKinds } from '../rule.mjs';
import { all, noneOf } from './helpers.mjs';

/** @type {readonly import('../rule.mjs').Rule[]} */
export const failures = [
  {
    id: 'action-exceptions',
    tier: 'silver',
    source: 'ha:action-exceptions',
    checkedBy: 'kit',
    says: 'A failure leaves the integration as IntegrationError with its category, and as nothing else.',
    howTo: 'Throw IntegrationError, and translate what a driver or the system throws where it comes in.',
    check: all(noneOf('foreign error'), provedOrTested('failures', /error|fails|says/i)),
  },
  {
    id: 'cancel-not-swallowed',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'lint',
    says: 'No failure is swallowed without a look at it: a person’s cancel would look like a success.',
    howTo: 'Look at the error and handle what is understood; throw the rest again.',
    check: noneOf('swallowed'),
  },
  {
    id: 'log-when-unavailable',
    tier: 'silver',
    source: 'ha:log-when-unavailable',
    checkedBy: 'lint',
    says: 'It prints and logs nothing: that a system is away, and that it is back, the engine says once each.',
    howTo: 'Take out the printing; throw an IntegrationError with `cause` instead.',
    check: noneOf('printing'),
  },
  {
    id: 'exception-translations',
    tier: 'gold',
    source: 'ha:exception-translations',
    checkedBy: 'lint',
    says: 'A failure is told in our words, never in the vendor’s alone.',
    howTo: 'Write a sentence that says what happened and what to do; hand the vendor’s words on as `cause`.',
    check: noneOf('vendor words'),
  },
  {
    id: 'repair-issues',
    tier: 'gold',
    source: 'ha:repair-issues',
    checkedBy: 'kit',
    says: 'What a person can mend is told in the category from which the application offers the way to mend it.',
    howTo: 'Use authentication_error, permission_error and configuration_error for what a person can mend, and for nothing else.',
    check: provedOrTested('wrongConnection', /\bgone\b|permission|may not|password/i),
  },
  {
    id: 'retries-proven',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'kit',
    // Nothing lies between us and a folder that could lose an answer.
    kinds: ['rest', 'graphql', 'sdk', 'database', 'service'],
    says: 'A change whose answer was lost is not sent again without a key, and is told as perhaps done.',
    howTo: 'Send through the client with the scope of the call, once for each request, and declare the effect that it has.',
    check: proved('changesOnce'),
  },
  {
    id: 'one-retry-layer',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'lint',
    says: 'Only the pipeline repeats: no handler asks again, and a vendor’s library has its own retries off.',
    howTo: 'Let the failure through; the pipeline knows whether it may be repeated.',
    check: noneOf('own retry'),
  },
  {
    id: 'retry-after-obeyed',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'kit',
    kinds: httpKinds,
    says: 'When the system names a pause, in seconds or as a moment, nothing is sent before it is over.',
    howTo: 'Let the kit’s client read the headers, and give `retryAfterMs` where the system says it in another way.',
    check: proved('retryAfter'),
  },
  {
    id: 'budget-shared',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'kit',
    kinds: httpKinds,
    says: 'All callers of one connection wait together, and no other connection waits with them.',
    howTo: 'Send only through the client that `connect` made for the connection.',
    check: proved('shared'),
  },
  {
    id: 'cancel-within-a-second',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'kit',
    says: 'A cancel before, during and after the work of each operation ends it within a second, for the system too.',
    howTo: 'Hand `signal` on to every wait, and check it between the steps of long work.',
    check: proved('cancel'),
  },
  {
    id: 'drift-is-typed',
    tier: 'silver',
    source: 'ours',
    checkedBy: 'kit',
    kinds: httpKinds,
    says: 'An answer in another form than the contract’s is told as protocol_error, and what is added to it changes nothing.',
    howTo: 'Parse every answer with a schema of what is needed of it, before anything is taken from it.',
    check: proved('drift'),
  },
  {
    id: 'connections-apart',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'kit',
    says: 'Two connections share nothing: no credential, no cookie, no limit, no open circuit.',
    howTo: 'Keep all state in what `connect` returns.',
    check: proved('isolation'),
  },
  {
    id: 'diagnostics',
    tier: 'gold',
    source: 'ha:diagnostics',
    checkedBy: 'kit',
    says: 'No secret is in answers, errors, journal, log or the diagnostics that a person may send, even when the system sends it back.',
    howTo: 'Mark texts of people with `journal: omit`, and quote nothing of a failed answer.',
    check: proved('secrets'),
  },
  {
    id: 'mcp-hints',
    tier: 'gold',
    source: 'ours',
    checkedBy: 'kit',
    says: 'An agent is told the effect of each operation, and its description is pinned.',
    howTo: 'Nothing yet.',
    neverYet: 'Operations are not offered to agents yet; the effect from which the hints follow is declared already.',
  },
  {
    id: 'trace-spans',
    tier: 'platinum',
    source: 'ours',
    checkedBy: 'generated',
    says: 'Its runs have spans with the names of OpenTelemetry.',
    howTo: 'Nothing yet.',
    neverYet: 'Nothing is exported to OpenTelemetry yet; the journal keeps attempts and waits of each run.',
  },
  {
    id: 'recorded-against-vendor',
    tier: 'platinum',
    source: 'ours',
    checkedBy: 'person',
    validDays: 31,
    kinds: remoteKinds,
    says: 'Within the last month its reads were run against the vendor’s own system.',
    howTo:
      'Give the main half a target `live` as integration-github has it, run `npx nx run integration-<id>:live` with an account of yours, and enter the day.',
  },
  {
    id: 'security-review',
    tier: 'gold',
    source: 'ours',
    checkedBy: 'person',
    says: 'Somebody looked at it as an attacker would: what a hostile answer, name, path or server can do.',
    howTo: 'Go through the rows of docs/security/threat-model.md that concern its kind, and enter what was looked at.',
  },
  {
    id: 'tests-pass',
    tier: 'bronze',
    source: 'ours',
    checkedBy: 'kit',
    says: 'Lint, types, tests and the laws of both halves hold, and each operation’s example is answered.',
    howTo: 'Run the check that failed: npx nx <check> <project>',
    check: all(
      ({ verdicts }) =>
        verdicts.flatMap(({ project, check, ran, failed }) =>
          ran
            ? failed.map((one) => `${check} of ${project}: ${one.replaceAll(/\s+/g, ' ').slice(0, 200)}`)
            : [`${check} of ${project} did not run.`],
        ),
      proved('answers'),
    ),
  },
  {
    id: 'docs-examples',
    tier: 'gold',
    source: 'ha:docs-examples',
    checkedBy: 'kit',
    says: 'Each operation has an example that is really run against the stand-in.',
    howTo: 'Write one good input for each operation in src/testing/conformance.ts.',
    check: ({ contract, conformance }) => {
      const run = new Set(
        (conformance?.cells ?? [])
          .filter(({ law, state }) => law === 'example-is-answered' && state === 'holds')
          .map(({ operation }) => operation),
      );
      return Object.keys(contract.operations).flatMap((name) => demand(run.has(name), `${name} has no example that was answered.`));
    },
  },
];
