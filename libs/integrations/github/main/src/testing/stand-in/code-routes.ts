import { notFound, ok, withRepository, type Asked, type Route } from './routes.ts';
import type { StandInAnswer } from './options.ts';
import type { Wire } from './examples.ts';

const readPulls = { scopes: [], permission: 'pull_requests=read' } as const;

/** Pull requests and workflow runs. */
export const codeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/pulls$/,
    need: readPulls,
    paged: { most: 100 },
    answer: (asked) =>
      withRepository(asked, ({ pulls }) => {
        const state = asked.query.get('state') ?? 'open';
        const shown = [...pulls.values()].filter((pull) => state === 'all' || pull['state'] === state);
        return ok(shown.map((pull) => asPublished(pull, asked)).reverse());
      }),
  },
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/pulls\/(\d+)$/,
    need: readPulls,
    answer: (asked) => withRepository(asked, ({ pulls }) => answerOf(pulls.get(Number(asked.parts[2])))),
  },
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/pulls\/(\d+)\/files$/,
    need: readPulls,
    paged: { most: 100 },
    answer: (asked) => withRepository(asked, ({ files }) => answerOf(files.get(Number(asked.parts[2])))),
  },
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs$/,
    need: { scopes: [], permission: 'actions=read' },
    paged: { most: 100, rowsIn: 'workflow_runs' },
    answer: (asked) =>
      withRepository(asked, ({ runs }) => {
        const [status, branch] = [asked.query.get('status'), asked.query.get('branch')];
        const shown = runs
          .filter((run) => status === null || run['status'] === status || run['conclusion'] === status)
          .filter((run) => branch === null || run['head_branch'] === branch);
        return ok({ total_count: shown.length, workflow_runs: shown });
      }),
  },
  {
    method: 'POST',
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)\/rerun$/,
    need: { scopes: ['repo'], permission: 'actions=write' },
    answer: (asked) =>
      withRepository(asked, ({ runs }) => {
        const run = runs.find(({ id }) => id === Number(asked.parts[2]));
        if (run === undefined) return notFound();
        if (run['status'] !== 'completed')
          return { status: 403, body: { message: 'This workflow is already running', documentation_url: 'https://docs.github.com/rest' } };
        Object.assign(run, {
          status: 'queued',
          conclusion: null,
          run_attempt: Number(run['run_attempt']) + 1,
          run_started_at: asked.world.time(),
        });
        return { status: 201, body: {} };
      }),
  },
];

function answerOf(found: Wire | readonly Wire[] | undefined): StandInAnswer {
  return found === undefined ? notFound() : ok(found);
}

/** A list has fewer fields of a pull request than the request itself. */
function asPublished(pull: Wire, { examples }: Asked): Wire {
  return Object.fromEntries(Object.keys(examples.listedPull()).map((key) => [key, pull[key]]));
}
