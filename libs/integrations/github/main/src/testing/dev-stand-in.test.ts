import type { StandInLogLine } from '@wiz/integration-kit/testing';
import { expect, it } from 'vitest';
import { connectGithub } from './connected-github.ts';
import { devStandIn } from './dev-stand-in.ts';

it('is connected to with what it says, and logs each request under the sender’s id, two of them side by side', async () => {
  const lines: StandInLogLine[] = [];
  const [one, other] = [await devStandIn((line) => lines.push(line)), await devStandIn(() => undefined)];
  try {
    const { config, secrets } = one.connection;
    expect(config).not.toEqual(other.connection.config);
    const connected = connectGithub(String(config['baseUrl']), secrets['token']);
    await connected.call('getRepository', { repository: 'octocat/Hello-World' }, { correlationId: 'id-of-the-run' });
    await connected.disconnect();
    expect(lines).toEqual([{ at: expect.any(Number) as number, text: 'GET /repos/octocat/Hello-World → 200', requestId: 'id-of-the-run' }]);
    expect(JSON.stringify(lines)).not.toContain(secrets['token']);
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});
