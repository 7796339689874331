import type { Law } from './law.ts';
import { answerLaws } from './laws/answers.ts';
import { breakerLaws } from './laws/breaker.ts';
import { cancelLaws } from './laws/cancelling.ts';
import { changeLaws } from './laws/changes.ts';
import { connectionLaws } from './laws/connections.ts';
import { driftLaws } from './laws/drift.ts';
import { confinementLaws } from './laws/folder-confinement.ts';
import { placeLaws } from './laws/folder-places.ts';
import { folderLaws } from './laws/folder-troubles.ts';
import { graphqlLaws } from './laws/graphql.ts';
import { httpLaws } from './laws/http-rows.ts';
import { isolationLaws } from './laws/isolation.ts';
import { rateLaws } from './laws/rate.ts';
import { redirectLaws } from './laws/redirects.ts';
import { secretLaws } from './laws/secrets.ts';
import { serverWorkLaws } from './laws/server-work.ts';
import { tableLaws } from './laws/tables.ts';
import { poolLaws } from './laws/tcp-pool.ts';
import { tcpLaws } from './laws/tcp-rows.ts';

/** Every law, in the order of the report: first those for all kinds of system, then those for one. */
export const laws: readonly Law[] = [
  ...connectionLaws,
  ...answerLaws,
  ...tableLaws,
  ...cancelLaws,
  ...changeLaws,
  ...secretLaws,
  ...isolationLaws,
  ...placeLaws,
  ...confinementLaws,
  ...folderLaws,
  ...tcpLaws,
  ...poolLaws,
  ...serverWorkLaws,
  ...driftLaws,
  ...rateLaws,
  ...breakerLaws,
  ...redirectLaws,
  ...httpLaws,
  ...graphqlLaws,
];
