export { connectGithub } from './connected-github.ts';
export type { ConnectedGithub } from './connected-github.ts';
export { devStandIn } from './dev-stand-in.ts';
export { startGithubStandIn, standInToken } from './stand-in.ts';
export type { GithubStandIn } from './stand-in.ts';
export type { Fault, LoggedRequest, StandInOptions, StandInToken } from './stand-in/options.ts';
export type { NewIssue, StoredRepository, World } from './stand-in/world.ts';
