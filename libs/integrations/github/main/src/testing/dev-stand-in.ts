import { systemClock } from '@wiz/core';
import type { StartDevStandIn } from '@wiz/integration-kit/testing';
import { startGithubStandIn, standInToken, type GithubStandIn } from './stand-in.ts';
import type { StandInOptions } from './stand-in/options.ts';

/** The same each time, so that a connection of yesterday still leads there. */
const usualPort = 47_110;

/** GitHub on this computer, for development; it logs every request. */
export const devStandIn: StartDevStandIn = async (log) => {
  const clock = systemClock();
  const github = await onUsualPort({
    clock,
    onAnswer: ({ method, path, requestId }, outcome) => {
      log({ at: clock.wallNow(), text: `${method} ${path} → ${outcome}`, requestId: requestId ?? undefined });
    },
  });
  return {
    connection: { label: 'GitHub (stand-in)', config: { baseUrl: github.url }, secrets: { token: standInToken } },
    close: () => github.close(),
  };
};

/** A second session at the same time gets another port. */
async function onUsualPort(options: StandInOptions): Promise<GithubStandIn> {
  try {
    return await startGithubStandIn({ ...options, port: usualPort });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return startGithubStandIn(options);
  }
}
