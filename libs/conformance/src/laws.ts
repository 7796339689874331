import type { Law } from './law.ts';
import { answerLaws } from './laws/answers.ts';
import { breakerLaws } from './laws/breaker.ts';
import { cancelLaws } from './laws/cancelling.ts';
import { changeLaws } from './laws/changes.ts';
import { connectionLaws } from './laws/connections.ts';
import { driftLaws } from './laws/drift.ts';
import { httpLaws } from './laws/http-rows.ts';
import { isolationLaws } from './laws/isolation.ts';
import { rateLaws } from './laws/rate.ts';
import { redirectLaws } from './laws/redirects.ts';
import { secretLaws } from './laws/secrets.ts';
import { tableLaws } from './laws/tables.ts';

/** Every law, in the order of the report: first those for all kinds of system, then those for one. */
export const laws: readonly Law[] = [
  ...connectionLaws,
  ...answerLaws,
  ...tableLaws,
  ...cancelLaws,
  ...changeLaws,
  ...secretLaws,
  ...isolationLaws,
  ...driftLaws,
  ...rateLaws,
  ...breakerLaws,
  ...redirectLaws,
  ...httpLaws,
];
