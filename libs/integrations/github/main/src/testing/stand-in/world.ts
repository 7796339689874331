import { inRepository, object, type Examples, type Wire } from './examples.ts';

/** One repository with what is in it, as GitHub sends it. */
export interface StoredRepository {
  readonly fullName: string;
  readonly isPrivate: boolean;
  readonly wire: Wire;
  /** By number; those of pull requests too. */
  readonly issues: Map<number, Wire>;
  /** By issue number, oldest first. */
  readonly comments: Map<number, Wire[]>;
  readonly pulls: Map<number, Wire>;
  /** By pull request. */
  readonly files: Map<number, Wire[]>;
  readonly runs: Wire[];
}

/** What a test or a demonstration may say of a new issue. */
export interface NewIssue {
  readonly title: string;
  readonly body?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  /** @default the example’s octocat; null for an account that is gone */
  readonly author?: string | null | undefined;
}

/** Everything that the stand-in knows. Each has its own; nothing is shared between two. */
export class World {
  readonly #examples: Examples;
  readonly #now: () => number;
  readonly #repositories = new Map<string, StoredRepository>();
  #lastId = 1_000_000;
  readonly notifications: Wire[] = [];

  /** @param now milliseconds since 1970 */
  constructor(examples: Examples, now: () => number) {
    this.#examples = examples;
    this.#now = now;
  }

  get repositories(): readonly StoredRepository[] {
    return [...this.#repositories.values()];
  }

  /** As GitHub finds it: capital letters do not count. */
  repository(fullName: string): StoredRepository | undefined {
    return this.#repositories.get(fullName.toLowerCase());
  }

  addRepository(
    fullName: string,
    about: { readonly isPrivate?: boolean; readonly issuesEnabled?: boolean; readonly description?: string } = {},
  ): StoredRepository {
    const { isPrivate = false, issuesEnabled = true, description = 'This your first repo!' } = about;
    const [owner = '', name = ''] = fullName.split('/');
    const { template_repository: _t, parent: _p, source: _s, organization: _o, ...example } = this.#examples.repository();
    const wire: Wire = {
      ...inRepository(example, 'octocat/Hello-World', fullName),
      ...{ id: this.#id(), name, full_name: fullName, private: isPrivate, visibility: isPrivate ? 'private' : 'public' },
      ...{
        description,
        language: 'TypeScript',
        has_issues: issuesEnabled,
        open_issues_count: 0,
        open_issues: 0,
        created_at: this.time(),
        pushed_at: this.time(),
      },
    };
    wire['owner'] = { ...object(wire['owner']), login: owner };
    const repository: StoredRepository = {
      ...{ fullName, isPrivate, wire, issues: new Map(), comments: new Map(), pulls: new Map(), files: new Map(), runs: [] },
    };
    this.#repositories.set(fullName.toLowerCase(), repository);
    return repository;
  }

  addIssue(repository: StoredRepository, { title, body, labels = [], author }: NewIssue): Wire {
    const number = this.#nextNumber(repository);
    const example = inRepository(this.#examples.issue(), 'octocat/Hello-World', repository.fullName);
    const issue: Wire = {
      ...renumbered(example, 1347, number),
      ...{ id: this.#id(), number, title, body: body ?? null, state: 'open', state_reason: null, locked: false, comments: 0 },
      ...{ labels: labels.map((label) => this.label(repository, label)), assignee: null, assignees: [], milestone: null },
      ...{ closed_at: null, closed_by: null, created_at: this.time(), updated_at: this.time(), user: this.person(author) },
    };
    repository.issues.set(number, issue);
    this.#countOpen(repository);
    return issue;
  }

  addComment(repository: StoredRepository, number: number, body: string, author?: string): Wire {
    const example = inRepository(this.#examples.comment(), 'octocat/Hello-World', repository.fullName);
    const id = this.#id();
    const comment: Wire = {
      ...renumbered(example, 1347, number),
      ...{ id, body, user: this.person(author), created_at: this.time(), updated_at: this.time() },
      html_url: `https://github.com/${repository.fullName}/issues/${String(number)}#issuecomment-${String(id)}`,
    };
    const comments = [...(repository.comments.get(number) ?? []), comment];
    repository.comments.set(number, comments);
    this.change(repository, number, { comments: comments.length });
    return comment;
  }

  /** Changes an issue and, where it is one, its pull request. */
  change(repository: StoredRepository, number: number, changes: Wire): Wire {
    const issue = { ...repository.issues.get(number), ...changes, updated_at: this.time() };
    repository.issues.set(number, issue);
    const pull = repository.pulls.get(number);
    if (pull !== undefined && 'state' in changes)
      repository.pulls.set(number, { ...pull, state: changes['state'], updated_at: this.time() });
    this.#countOpen(repository);
    return issue;
  }

  addPull(repository: StoredRepository, title: string, files: readonly string[] = ['file1.txt']): Wire {
    const issue = this.addIssue(repository, { title });
    const number = Number(issue['number']);
    const page = `https://github.com/${repository.fullName}/pull/${String(number)}`;
    const address = `https://api.github.com/repos/${repository.fullName}/pulls/${String(number)}`;
    this.change(repository, number, {
      html_url: page,
      pull_request: { url: address, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: null },
    });
    const example = inRepository(this.#examples.pull(), 'octocat/Hello-World', repository.fullName);
    const pull: Wire = {
      ...renumbered(example, 1347, number),
      ...{
        id: this.#id(),
        number,
        title,
        state: 'open',
        merged: false,
        merged_at: null,
        merged_by: null,
        closed_at: null,
        requested_teams: [],
      },
      ...{ changed_files: files.length, created_at: this.time(), updated_at: this.time() },
    };
    repository.pulls.set(number, pull);
    repository.files.set(
      number,
      files.map((filename) => ({ ...inRepository(this.#examples.file(), 'octocat/Hello-World', repository.fullName), filename })),
    );
    return pull;
  }

  addRun(
    repository: StoredRepository,
    about: { readonly status?: string; readonly conclusion?: string | null; readonly branch?: string } = {},
  ): Wire {
    const { status = 'completed', conclusion = status === 'completed' ? 'success' : null, branch = 'master' } = about;
    const id = this.#id();
    const run: Wire = {
      ...renumbered(inRepository(this.#examples.run(), 'octo-org/octo-repo', repository.fullName), 30433642, id),
      ...{ id, status, conclusion, head_branch: branch, run_attempt: 1 },
      ...{ created_at: this.time(), run_started_at: this.time(), updated_at: this.time() },
    };
    repository.runs.unshift(run);
    return run;
  }

  addNotification(
    repository: StoredRepository,
    about: { readonly title: string; readonly number: number; readonly reason?: string },
  ): Wire {
    const { title, number, reason = 'mention' } = about;
    const id = String(this.#id());
    const api = 'https://api.github.com';
    const kind = repository.pulls.has(number) ? 'PullRequest' : 'Issue';
    const url = `${api}/repos/${repository.fullName}/${kind === 'Issue' ? 'issues' : 'pulls'}/${String(number)}`;
    const notification: Wire = {
      ...inRepository(this.#examples.notification(), 'octocat/Hello-World', repository.fullName),
      ...{ id, reason, unread: true, last_read_at: null, updated_at: this.time(), url: `${api}/notifications/threads/${id}` },
      ...{
        subject: { title, url, latest_comment_url: url, type: kind },
        subscription_url: `${api}/notifications/threads/${id}/subscription`,
      },
    };
    this.notifications.unshift(notification);
    return notification;
  }

  label(repository: StoredRepository, name: string): Wire {
    const url = `https://api.github.com/repos/${repository.fullName}/labels/${encodeURIComponent(name)}`;
    return { ...this.#examples.label(), id: this.#id(), name, url };
  }

  person(login: string | null | undefined): Wire | null {
    if (login === null) return null;
    const example = object(this.#examples.comment()['user']);
    return login === undefined ? example : inRepository(example, 'octocat', login);
  }

  /** Now, as GitHub writes it. */
  time(): string {
    return new Date(this.#now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  #countOpen(repository: StoredRepository): void {
    const open = [...repository.issues.values()].filter(({ state }) => state === 'open').length;
    Object.assign(repository.wire, { open_issues_count: open, open_issues: open });
  }

  #nextNumber({ issues }: StoredRepository): number {
    return Math.max(0, ...issues.keys()) + 1;
  }

  #id(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

/** The example's number in its addresses is another one now. */
function renumbered(example: Wire, published: number, number: number): Wire {
  return object(JSON.parse(JSON.stringify(example).replaceAll(`/${String(published)}`, `/${String(number)}`)));
}
