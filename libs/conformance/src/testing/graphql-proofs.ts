import * as flaws from './flaws.ts';
import { graphqlIntegration } from './graphql-sample.ts';
import { Prover, type Proof } from './proof.ts';

const table = { operation: 'listCards' } as const;
const write = { operation: 'addCard' } as const;

const { changed, renamed } = bound(new Prover(() => graphqlIntegration()));

/** For every law of GraphQL at least one thing that breaks it. */
export const graphqlProofs: readonly Proof[] = [
  {
    ...table,
    law: 'errors-are-no-success',
    by: 'a look at the status alone',
    integration: () => graphqlIntegration({ ignoresErrors: true }),
    reason: /with errors and no data it answered/,
  },
  renamed('errors-are-no-success', table, 'conflict'),
  changed('errors-are-no-success', 'a refusal that is repeated', write, () => flaws.asksForRepetition, /was sent 2 times/),
  changed('partial-data-is-told', 'silence', table, () => flaws.warnsNobody, /nothing tells/),
  changed('limit-in-answer', 'a time that is misread', table, () => flaws.misreadsTimes, /sent after|without a pause|did not pause/),
];

function bound(prover: Prover): Pick<Prover, 'changed' | 'renamed'> {
  return { changed: prover.changed.bind(prover), renamed: prover.renamed.bind(prover) };
}
