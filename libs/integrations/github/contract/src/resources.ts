import { field, ref } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** @see https://docs.github.com/rest: names of owners and of repositories, as GitHub and GitHub Enterprise Server allow them */
const repositoryName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

const fromRepositories = { value: 'fullName', label: 'fullName', detail: 'description' } as const;
const fromIssues = { value: 'number', label: 'title', given: ['repository'] } as const;
const fromPulls = { value: 'number', label: 'title', given: ['repository'] } as const;
const fromRuns = { value: 'run', label: 'title', detail: 'workflow', given: ['repository'] } as const;
const fromNotifications = { value: 'thread', label: 'title', detail: 'repository' } as const;

/** GitHub counts from 1; what does not fit a number exactly is none of its. */
const positive = () => z.number().int().min(1, 'choose one').max(Number.MAX_SAFE_INTEGER);

/** Which repository is meant: `owner/name`. */
export function repositoryInput(): z.ZodString {
  return ref(
    'listRepositories',
    fromRepositories,
    { label: 'Repository', help: 'Owner and name, such as octocat/hello-world.', placeholder: 'octocat/hello-world' },
    z.string().trim().max(201, 'it is too long').regex(repositoryName, 'write it as owner/name'),
  );
}

/** The repository that a row belongs to. */
export function repositoryColumn(): z.ZodString {
  return ref('listRepositories', fromRepositories, { label: 'Repository' }, z.string());
}

/** @param states offered only for rows in one of these states. @default every row */
export function issueInput(help: string, states?: readonly ('open' | 'closed')[]): z.ZodNumber {
  return ref('listIssues', fromIssues, { label: 'Issue', help, ...offeredFor('state', states) }, positive());
}

export function issueColumn(): z.ZodNumber {
  return ref('listIssues', fromIssues, { label: 'Number' }, positive());
}

export function pullInput(help: string): z.ZodNumber {
  return ref('listPulls', fromPulls, { label: 'Pull request', help }, positive());
}

export function pullColumn(): z.ZodNumber {
  return ref('listPulls', fromPulls, { label: 'Number' }, positive());
}

/** @param statuses offered only for rows in one of these. @default every row */
export function runInput(help: string, statuses?: readonly string[]): z.ZodNumber {
  return ref('listWorkflowRuns', fromRuns, { label: 'Workflow run', help, ...offeredFor('status', statuses) }, positive());
}

export function runColumn(): z.ZodNumber {
  return ref('listWorkflowRuns', fromRuns, { label: 'Run', advanced: true }, positive());
}

export function threadInput(help: string, states?: readonly string[]): z.ZodString {
  return ref(
    'listNotifications',
    fromNotifications,
    { label: 'Notification', help, ...offeredFor('state', states) },
    z.string().regex(/^\d{1,20}$/, 'choose one'),
  );
}

export function threadColumn(): z.ZodString {
  return ref('listNotifications', fromNotifications, { label: 'Notification', advanced: true }, z.string());
}

/** A moment in a result, in milliseconds since 1970. */
export function time(label: string): z.ZodNumber {
  return field(z.number(), { label, format: 'time' });
}

/** A page on GitHub that shows what a row is about. */
export function webAddress(): z.ZodString {
  return field(z.string(), { label: 'On GitHub', format: 'url' });
}

/** Somebody's login name; `ghost`, as on GitHub, for an account that is gone. */
export function person(label: string): z.ZodString {
  return field(z.string(), { label });
}

/** How many there are. */
export function count(label: string): z.ZodNumber {
  return field(z.number().int().min(0), { label });
}

function offeredFor(column: string, values: readonly string[] | undefined) {
  return values === undefined ? {} : { offeredFor: { column, values } };
}
