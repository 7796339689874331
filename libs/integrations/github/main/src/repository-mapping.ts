import type { Repository, RepositoryDetails } from '@wiz/contract-github';
import { z } from 'zod';
import { moment, webPage } from './wire.ts';

const natural = z.number().int().min(0);

/** What every list of repositories has. */
export const WireRepository = z.object({
  full_name: z.string(),
  description: z.string().nullish(),
  private: z.boolean(),
  visibility: z.string().nullish(),
  language: z.string().nullish(),
  stargazers_count: natural.nullish(),
  open_issues_count: natural.nullish(),
  archived: z.boolean().nullish(),
  pushed_at: moment.nullish(),
  html_url: webPage,
});

/** What is told of one repository. */
export const WireRepositoryDetails = WireRepository.extend({
  default_branch: z.string(),
  topics: z.array(z.string()).nullish(),
  license: z.object({ spdx_id: z.string().nullish(), name: z.string().nullish() }).nullish(),
  fork: z.boolean(),
  forks_count: natural,
  // `watchers_count` repeats the stars, as it did before GitHub told them apart.
  subscribers_count: natural.nullish(),
  has_issues: z.boolean(),
  created_at: moment,
});

export function toRepository(wire: z.infer<typeof WireRepository>): Repository {
  return {
    fullName: wire.full_name,
    description: wire.description ?? null,
    visibility: wire.visibility === 'internal' ? 'internal' : wire.private ? 'private' : 'public',
    language: wire.language ?? null,
    stars: wire.stargazers_count ?? 0,
    open: wire.open_issues_count ?? 0,
    archived: wire.archived ?? false,
    pushed: wire.pushed_at ?? null,
    url: wire.html_url,
  };
}

export function toRepositoryDetails(wire: z.infer<typeof WireRepositoryDetails>): RepositoryDetails {
  const { license } = wire;
  // GitHub says NOASSERTION where it found a licence that it does not know.
  const named = license?.spdx_id === 'NOASSERTION' ? license.name : (license?.spdx_id ?? license?.name);
  return {
    ...toRepository(wire),
    branch: wire.default_branch,
    topics: wire.topics ?? [],
    licence: named ?? null,
    fork: wire.fork,
    forks: wire.forks_count,
    watchers: wire.subscribers_count ?? 0,
    issues: wire.has_issues,
    created: wire.created_at,
  };
}
