import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startGithubStandIn, standInToken } from './testing/index.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..', '..', '..');

/** What the script that runs one operation in plain Node prints. */
async function call(
  token: string,
  url: string,
  operation: string,
  input: object,
): Promise<{ stdout: string; stderr: string; code: number }> {
  const args = ['tools/call.mjs', 'github', operation, '--config', JSON.stringify({ baseUrl: url }), '--input', JSON.stringify(input)];
  return promisify(execFile)(process.execPath, args, { cwd: root, env: { ...process.env, NODE_NO_WARNINGS: '1', WIZ_SECRET_TOKEN: token } }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: unknown) => {
      const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number };
      return { stdout, stderr, code };
    },
  );
}

it('runs an operation through the same engine without a window, and shows the token nowhere', { timeout: 30_000 }, async () => {
  const github = await startGithubStandIn();
  try {
    const { stdout, stderr, code } = await call(standInToken, github.url, 'listIssues', { repository: 'octocat/Hello-World' });
    expect(code, stderr).toBe(0);
    const answer = JSON.parse(stdout) as { readonly data: { readonly items: readonly { readonly title: string }[] } };
    expect(answer.data.items.map(({ title }) => title)).toContain('Found a bug');
    expect(stdout + stderr).not.toContain(standInToken);

    const refused = await call('ghp_canary', github.url, 'listIssues', { repository: 'octocat/Hello-World' });
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stderr)).toMatchObject({ category: 'authentication_error' });
    expect(refused.stdout + refused.stderr).not.toContain('canary');
  } finally {
    await github.close();
  }
});
