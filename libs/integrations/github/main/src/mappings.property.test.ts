import {
  Comment,
  Issue,
  IssueDetails,
  Notification,
  Pull,
  PullDetails,
  PullFile,
  Repository,
  RepositoryDetails,
  WorkflowRun,
} from '@wiz/contract-github';
import { isIntegrationError } from '@wiz/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toComment, toIssue, toIssueDetails, toListedIssue, WireComment, WireIssue, WireIssueDetails } from './issue-mapping.ts';
import { toNotification, WireNotification } from './notification-mapping.ts';
import { toPull, toPullDetails, toPullFile, WirePull, WirePullDetails, WirePullFile } from './pull-mapping.ts';
import { toRepository, toRepositoryDetails, WireRepository, WireRepositoryDetails } from './repository-mapping.ts';
import { arbitraryOf } from './testing/arbitrary-of.ts';
import { OpenApi } from './testing/openapi.ts';
import { readRows } from './wire.ts';
import { toRun, WireRun } from './workflow-mapping.ts';

const api = new OpenApi();
const repository = 'octocat/Hello-World';
const described = (schema: string) => arbitraryOf(api, { $ref: `#/components/schemas/${schema}` });

interface Mapping {
  readonly described: string;
  readonly wire: z.ZodType;
  readonly contract: z.ZodType;
  readonly map: (json: unknown) => unknown;
}

function mapping<Wire, Row>(name: string, wire: z.ZodType<Wire>, contract: z.ZodType<Row>, map: (wire: Wire) => Row): Mapping {
  return { described: name, wire, contract, map: (json) => map(wire.parse(json)) };
}

const mappings: readonly Mapping[] = [
  mapping('issue', WireIssue, Issue, (wire) => toIssue(repository, wire)),
  mapping('issue', WireIssueDetails, IssueDetails, (wire) => toIssueDetails(repository, wire)),
  mapping('issue-comment', WireComment, Comment, toComment),
  mapping('pull-request-simple', WirePull, Pull, (wire) => toPull(repository, wire)),
  mapping('pull-request', WirePullDetails, PullDetails, (wire) => toPullDetails(repository, wire)),
  mapping('diff-entry', WirePullFile, PullFile, toPullFile),
  mapping('repository', WireRepository, Repository, toRepository),
  mapping('repo-search-result-item', WireRepository, Repository, toRepository),
  mapping('full-repository', WireRepositoryDetails, RepositoryDetails, toRepositoryDetails),
  mapping('workflow-run', WireRun, WorkflowRun, (wire) => toRun(repository, wire)),
  mapping('thread', WireNotification, Notification, toNotification),
];

/** Each run makes objects with hundreds of fields. */
const runs = { numRuns: 40 };

describe('whatever GitHub’s description allows', () => {
  it.each(mappings.map((one) => [one.described, one] as const))(
    'for a %s becomes what the contract promises',
    (_name, { described: name, contract, map }) => {
      fc.assert(
        fc.property(described(name), (json) => {
          const mapped = map(json);
          // Unknown fields would be taken off in silence.
          expect(contract.parse(mapped)).toEqual(mapped);
        }),
        runs,
      );
    },
  );

  it('keeps of an issue what it says', () => {
    fc.assert(
      fc.property(described('issue'), (json) => {
        const wire = json as { number: number; title: string; user: { login: string } | null; updated_at: string; pull_request?: object };
        const row = toIssue(repository, WireIssue.parse(json));
        expect(row).toMatchObject({ repository, number: wire.number, title: wire.title, author: wire.user?.login ?? 'ghost' });
        expect(row.updated).toBe(Date.parse(wire.updated_at));
        expect(row.labels).not.toContain('');
        expect(toListedIssue(repository, WireIssue.parse(json)) === undefined).toBe(wire.pull_request !== undefined);
      }),
      runs,
    );
  });

  it('calls a pull request merged exactly when it says when', () => {
    fc.assert(
      fc.property(described('pull-request-simple'), (json) => {
        const wire = json as { merged_at: string | null; state: string };
        expect(toPull(repository, WirePull.parse(json)).state).toBe(wire.merged_at === null ? wire.state : 'merged');
      }),
      runs,
    );
  });
});

describe('rows of a list', () => {
  const row = fc.record({ name: fc.string() });
  const wire = z.object({ name: z.string() });
  const bad = fc.oneof(fc.constant(null), fc.record({ name: fc.integer() }), fc.string(), fc.constant({}));

  it('lose only what cannot be read, and say how much', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(row, bad)), (rows) => {
        const good = rows.filter((one) => wire.safeParse(one).success);
        const read = () => readRows(wire, rows, ({ name }) => name);
        if (good.length === 0 && rows.length > 0) expect(read).toThrow('GitHub’s answer is not as GitHub describes it.');
        else expect(read()).toEqual({ items: good.map((one) => (one as { name: string }).name), unreadable: rows.length - good.length });
      }),
    );
  });

  it('of anything at all are rows or our own error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        for (const { wire: schema } of mappings) {
          try {
            expect(readRows(schema, json, (one) => one).items).toBeInstanceOf(Array);
          } catch (error) {
            expect(isIntegrationError(error) && error.category).toBe('protocol_error');
          }
        }
      }),
    );
  });
});

describe('a notification', () => {
  const example = () => (api.example('thread-items') as { subject: object; repository: { full_name: string } }[])[0];

  it.each([
    ['https://api.github.com/repos/octokit/octokit.rb/issues/123', '/issues/123'],
    ['https://api.github.com/repos/octokit/octokit.rb/pulls/5', '/pull/5'],
    ['https://ghe.example.com/api/v3/repos/octokit/octokit.rb/commits/0abc', '/commit/0abc'],
    ['https://api.github.com/repos/octokit/octokit.rb/releases/9', ''],
    ['javascript:alert(1)//repos/a/b/issues/x?y', ''],
    [null, ''],
  ])('about %s leads to the page %s of its repository', (url, page) => {
    const found = example();
    const wire = WireNotification.parse({ ...found, subject: { ...found?.subject, url } });
    expect(toNotification(wire).url).toBe(`https://github.com/octocat/Hello-World${page}`);
  });
});
