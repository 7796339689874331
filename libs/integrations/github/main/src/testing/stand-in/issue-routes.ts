import type { Wire } from './examples.ts';
import type { StandInAnswer } from './options.ts';
import { invalid, notFound, ok, withRepository, type Asked, type Route } from './routes.ts';
import type { StoredRepository } from './world.ts';

const readIssues = { scopes: [], permission: 'issues=read' } as const;
const writeIssues = { scopes: ['repo', 'public_repo'], permission: 'issues=write' } as const;

const disabled: StandInAnswer = {
  status: 410,
  body: { message: 'Issues has been disabled in this repository.', documentation_url: 'https://docs.github.com/rest' },
};

/** Runs with the issue that the third part names. */
function withIssue(asked: Asked, use: (repository: StoredRepository, number: number, issue: Wire) => StandInAnswer): StandInAnswer {
  return withRepository(asked, (repository) => {
    const number = Number(asked.parts[2]);
    const issue = repository.issues.get(number);
    return issue === undefined ? notFound() : use(repository, number, issue);
  });
}

export const issueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/issues$/,
    need: readIssues,
    paged: { most: 100 },
    answer: (asked) =>
      withRepository(asked, ({ wire, issues }) => (wire['has_issues'] === false ? disabled : ok(listed([...issues.values()], asked)))),
  },
  {
    method: 'POST',
    path: /^\/repos\/([^/]+)\/([^/]+)\/issues$/,
    need: writeIssues,
    answer: (asked) =>
      withRepository(asked, (repository) => {
        const { title, body, labels } = asked.sent;
        if (repository.wire['has_issues'] === false) return disabled;
        if (typeof title !== 'string' || title.trim() === '') return invalid('Issue', 'title');
        const text = typeof body === 'string' ? body : undefined;
        const issue = asked.world.addIssue(repository, { title, body: text, labels: namesIn(labels), author: asked.token.login });
        return { status: 201, body: issue, headers: { location: String(issue['url']) } };
      }),
  },
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)$/,
    need: readIssues,
    answer: (asked) => withIssue(asked, (_repository, _number, issue) => ok(issue)),
  },
  {
    method: 'PATCH',
    path: /^\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)$/,
    need: writeIssues,
    answer: (asked) => withIssue(asked, (repository, number, issue) => ok(asked.world.change(repository, number, changesOf(asked, issue)))),
  },
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)\/comments$/,
    need: readIssues,
    paged: { most: 100 },
    answer: (asked) => withIssue(asked, ({ comments }, number) => ok(comments.get(number) ?? [])),
  },
  {
    method: 'POST',
    path: /^\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)\/comments$/,
    need: writeIssues,
    answer: (asked) =>
      withIssue(asked, (repository, number) => {
        const { body } = asked.sent;
        if (typeof body !== 'string' || body.trim() === '') return invalid('IssueComment', 'body');
        return { status: 201, body: asked.world.addComment(repository, number, body, asked.token.login) };
      }),
  },
  ...(['POST', 'PUT'] as const).map((method): Route => ({
    method,
    path: /^\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)\/labels$/,
    need: writeIssues,
    answer: (asked) =>
      withIssue(asked, (repository, number, issue) => {
        const kept = method === 'PUT' ? [] : labelsOf(issue);
        const added = namesIn(asked.sent['labels']).filter((name) => !kept.some((label) => label['name'] === name));
        const labels = [...kept, ...added.map((name) => asked.world.label(repository, name))];
        asked.world.change(repository, number, { labels });
        return ok(labels);
      }),
  })),
];

function changesOf({ world, token, sent }: Asked, before: Wire): Wire {
  const { state, state_reason: reason } = sent;
  const texts = Object.fromEntries(['title', 'body'].flatMap((key) => (typeof sent[key] === 'string' ? [[key, sent[key]]] : [])));
  if (state === 'closed')
    return {
      ...texts,
      state,
      state_reason: reason ?? 'completed',
      closed_at: before['closed_at'] ?? world.time(),
      closed_by: world.person(token.login),
    };
  if (state === 'open') {
    // Opening what is open says nothing new.
    const reopened = before['state'] === 'closed' ? 'reopened' : before['state_reason'];
    return { ...texts, state, state_reason: reopened, closed_at: null, closed_by: null };
  }
  return texts;
}

function listed(issues: readonly Wire[], { query }: Asked): readonly Wire[] {
  const state = query.get('state') ?? 'open';
  const wanted = (query.get('labels') ?? '').split(',').filter((name) => name !== '');
  return issues
    .filter((issue) => state === 'all' || issue['state'] === state)
    .filter((issue) => wanted.every((name) => labelsOf(issue).some((label) => label['name'] === name)))
    .sort((a, b) => String(b['updated_at']).localeCompare(String(a['updated_at'])) || Number(b['number']) - Number(a['number']));
}

function labelsOf({ labels }: Wire): readonly Wire[] {
  return Array.isArray(labels) ? (labels as Wire[]) : [];
}

function namesIn(labels: unknown): readonly string[] {
  return Array.isArray(labels) ? labels.filter((name) => typeof name === 'string') : [];
}
