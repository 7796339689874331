import { conformance } from '../vitest.ts';
import { graphqlIntegration, graphqlStandIn } from './graphql-sample.ts';

// That the laws hold for what is clean; `broken-graphql.test.ts` shows that those of GraphQL can be broken.
conformance(graphqlIntegration(), graphqlStandIn);
