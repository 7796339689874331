import { systemClock } from '@wiz/core';
import { OpenApi } from './openapi.ts';
import { StandInApi } from './stand-in/api.ts';
import { Examples } from './stand-in/examples.ts';
import type { Fault, LoggedRequest, StandInOptions } from './stand-in/options.ts';
import { StandInServer } from './stand-in/server.ts';
import { World } from './stand-in/world.ts';

/** The token that a stand-in takes unless it is told of others. */
export const standInToken = 'ghp_standin00000000000000000000000000000';

/** GitHub on this computer. */
export interface GithubStandIn {
  /** The address of its API. */
  readonly url: string;
  /** What it knows; tests may add to it. */
  readonly world: World;
  /** Everything that was asked, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Makes something go wrong, after what was asked for earlier. */
  fail(fault: Fault): Promise<void>;
  /** Nothing goes wrong any more, and connections are taken again. */
  heal(): Promise<void>;
  /** Closes every connection and the server. */
  close(): Promise<void>;
}

/**
 * Starts a server on this computer that answers as GitHub does, by its published description: it keeps what is sent to it,
 * checks tokens and rights, counts limits, hands out pages and says what has not changed. It begins with octocat's
 * Hello-World with a few issues, a pull request, two workflow runs and two notifications, and with one private repository.
 */
export async function startGithubStandIn(options: StandInOptions = {}): Promise<GithubStandIn> {
  const { clock = systemClock(), limits = {}, tokens = { [standInToken]: { login: 'octocat', id: 1 } } } = options;
  const examples = new Examples(new OpenApi());
  const now = () => clock.wallNow();
  const world = new World(examples, now);
  furnish(world);
  const api = new StandInApi(world, examples, { tokens, limits, now });
  const server = new StandInServer(api, { ...options, clock });
  await server.listen();
  return {
    get url() {
      return server.url;
    },
    world,
    requests: server.requests,
    fail: (fault) => server.fail(fault),
    heal: () => server.heal(),
    close: () => server.close(),
  };
}

function furnish(world: World): void {
  const hello = world.addRepository('octocat/Hello-World');
  world.addIssue(hello, { title: 'Found a bug', body: 'I’m having a problem with this.', labels: ['bug'] });
  world.addIssue(hello, { title: 'Translate the greeting', labels: ['enhancement'], author: 'monalisa' });
  world.addIssue(hello, { title: 'Say hello to the moon', author: 'hubot' });
  world.change(hello, 3, { state: 'closed', state_reason: 'completed', closed_at: world.time() });
  world.addComment(hello, 1, 'Me too', 'monalisa');
  world.addPull(hello, 'Amazing new feature', ['greeting.txt', 'docs/readme.md']);
  world.addRun(hello, { conclusion: 'failure' });
  world.addRun(hello, { status: 'in_progress', branch: 'new-topic' });
  world.addNotification(hello, { title: 'Found a bug', number: 1 });
  world.addNotification(hello, { title: 'Amazing new feature', number: 4, reason: 'review_requested' });
  const secrets = world.addRepository('octocat/secret-plans', { isPrivate: true, description: 'Nobody may know' });
  world.addIssue(secrets, { title: 'Choose a mountain' });
}
