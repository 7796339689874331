import { graphqlProofs } from './graphql-proofs.ts';
import { graphqlStandIn } from './graphql-sample.ts';
import { showProofs } from './proof.ts';

showProofs('of GraphQL', graphqlProofs, graphqlStandIn);
