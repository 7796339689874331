import { hintsOf, zodOf, type AnyOperation } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { github } from './index.ts';

const operations: readonly (readonly [string, AnyOperation])[] = Object.entries(github.operations);

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (!(schema instanceof z.ZodObject)) throw new TypeError('It should be a z.object.');
  return schema.shape;
}

/** The columns of an operation's rows, or its facts where it has no table. */
function columnsOf(operation: AnyOperation): Readonly<Record<string, z.ZodType>> {
  const output = shapeOf(zodOf(operation.output));
  if (operation.view.as !== 'table') return output;
  const rows = output[operation.view.items];
  if (!(rows instanceof z.ZodArray) || !(rows.element instanceof z.ZodObject)) throw new TypeError('It should be rows.');
  return shapeOf(rows.element);
}

function marksOf(shape: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([key, schema]) => {
      const resource = hintsOf(schema)?.resource;
      return resource === undefined ? [] : [[key, resource]];
    }),
  );
}

describe('the contract of GitHub', () => {
  it('says of each operation what repeating or undoing it means', () => {
    expect(Object.fromEntries(operations.map(([name, { effect }]) => [name, effect]))).toEqual({
      account: 'read',
      listRepositories: 'read',
      getRepository: 'read',
      searchRepositories: 'read',
      listIssues: 'read',
      getIssue: 'read',
      listIssueComments: 'read',
      createIssue: 'write',
      commentIssue: 'write',
      closeIssue: 'idempotent',
      reopenIssue: 'idempotent',
      labelIssue: 'idempotent',
      listPulls: 'read',
      getPull: 'read',
      listPullFiles: 'read',
      listWorkflowRuns: 'read',
      rerunWorkflow: 'write',
      listNotifications: 'read',
      markNotificationRead: 'idempotent',
      rateLimit: 'read',
    });
  });

  it.each(operations)('labels every field of %s', (_name, operation) => {
    for (const shape of [shapeOf(zodOf(operation.input)), shapeOf(zodOf(operation.output)), columnsOf(operation)]) {
      for (const [key, value] of Object.entries(shape))
        expect([key, hintsOf(value)?.label]).toEqual([key, expect.stringMatching(/^[A-Z]/)]);
    }
  });

  it.each(operations)('fills its sentence for %s only with fields of the output', (_name, { done, output }) => {
    const fields = [...(done ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(done).toBeDefined();
    expect(Object.keys(shapeOf(zodOf(output)))).toEqual(expect.arrayContaining(fields));
  });

  it('caches what it reads, except the limits that its health is asked by, and refreshes what it changes', () => {
    for (const [name, { effect, cache, invalidates }] of operations) {
      expect([name, cache !== undefined]).toEqual([name, effect === 'read' && name !== 'rateLimit']);
      expect([name, invalidates.length > 0]).toEqual([name, effect !== 'read']);
    }
  });

  it('lets nobody type an id: every repository, number, run and thread is chosen from a list', () => {
    const chosen = new Set(['repository', 'number', 'run', 'thread']);
    for (const [name, { input }] of operations) {
      for (const [key, schema] of Object.entries(shapeOf(zodOf(input))))
        expect([name, key, hintsOf(schema)?.picker !== undefined]).toEqual([name, key, chosen.has(key)]);
    }
  });

  it('marks rows so that what is offered for them is filled in whole', () => {
    const { listIssues, closeIssue, listPulls, getPull, listWorkflowRuns, rerunWorkflow, listNotifications, markNotificationRead } =
      github.operations;
    const { listRepositories, searchRepositories, getRepository } = github.operations;
    const pairs: readonly (readonly [AnyOperation, AnyOperation])[] = [
      [listIssues, closeIssue],
      [listPulls, getPull],
      [listWorkflowRuns, rerunWorkflow],
      [listNotifications, markNotificationRead],
    ];
    for (const [from, to] of pairs) expect(marksOf(columnsOf(from))).toMatchObject(marksOf(shapeOf(zodOf(to.input))));
    const [mark] = Object.values(marksOf(shapeOf(zodOf(getRepository.input))));
    expect(marksOf(columnsOf(listRepositories))).toEqual({ fullName: mark });
    expect(marksOf(columnsOf(searchRepositories))).toEqual({ fullName: mark });
  });

  it('offers closing only for what is open, opening again only for what is closed, and marking only for what is unread', () => {
    const offeredFor = (operation: AnyOperation, key: string) => {
      const schema = shapeOf(zodOf(operation.input))[key];
      return schema === undefined ? undefined : hintsOf(schema)?.offeredFor;
    };
    expect(offeredFor(github.operations.closeIssue, 'number')).toEqual({ column: 'state', values: ['open'] });
    expect(offeredFor(github.operations.reopenIssue, 'number')).toEqual({ column: 'state', values: ['closed'] });
    expect(offeredFor(github.operations.rerunWorkflow, 'run')).toEqual({ column: 'status', values: ['completed'] });
    expect(offeredFor(github.operations.markNotificationRead, 'thread')).toEqual({ column: 'state', values: ['unread'] });
  });

  it('keeps what people write out of the journal', () => {
    const { createIssue, commentIssue } = github.operations;
    for (const schema of [shapeOf(zodOf(createIssue.input))['body'], shapeOf(zodOf(commentIssue.input))['text']])
      expect(schema === undefined ? undefined : hintsOf(schema)).toMatchObject({ journal: 'omit', widget: 'text' });
  });

  it.each(['octocat/Hello-World', 'a/b', 'octo-org/octo.repo', 'name_corp/.github', ' octocat/x '])('takes the repository “%s”', (name) => {
    expect(zodOf(github.operations.getRepository.input).parse({ repository: name })).toEqual({ repository: name.trim() });
  });

  it.each(['', 'octocat', 'octocat/', '/x', 'a/b/c', 'a/..', 'a/.', '../x', 'a b/c', 'a/b?c', 'a/b#c', 'https://github.com/a/b'])(
    'does not take the repository “%s”',
    (name) => {
      expect(zodOf(github.operations.getRepository.input).safeParse({ repository: name }).success).toBe(false);
    },
  );

  it('takes a number from 1 on and no half of one', () => {
    const input = zodOf(github.operations.getIssue.input);
    expect(input.safeParse({ repository: 'a/b', number: 1 }).success).toBe(true);
    for (const number of [0, -1, 1.5, NaN, 2 ** 60, '1']) expect(input.safeParse({ repository: 'a/b', number }).success).toBe(false);
  });
});

describe('the address of the API', () => {
  const config = zodOf(github.config);

  it('is github.com’s unless another one is given', () => {
    expect(config.parse({})).toEqual({ baseUrl: 'https://api.github.com' });
  });

  it.each(['https://ghe.example.com/api/v3', 'https://api.octocorp.ghe.com', 'http://127.0.0.1:8080', 'http://localhost:1/api/v3'])(
    'may be %s',
    (baseUrl) => {
      expect(config.parse({ baseUrl })).toEqual({ baseUrl });
    },
  );

  it.each([
    ['github.example.com', 'write a whole address, such as https://api.github.com'],
    ['http://ghe.example.com/api/v3', 'it must begin with https://'],
    ['ftp://ghe.example.com', 'it must begin with https://'],
    ['http://127.0.0.1.example.com', 'it must begin with https://'],
    ['https://octocat:x@ghe.example.com', 'leave the user name out; the token goes into its own field'],
    ['https://ghe.example.com/?a=b', 'leave out what comes after ? and #'],
    ['https://github.com', 'this is the website; the API is at https://api.github.com'],
  ])('may not be %s: %s', (baseUrl, reason) => {
    const result = config.safeParse({ baseUrl });
    expect(result.error?.issues.map(({ message }) => message)).toEqual([reason]);
  });
});
