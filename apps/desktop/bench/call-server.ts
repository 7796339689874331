// The other side of `call.ts`, in a process of its own: GitHub's published answers, made once and then only sent, so that
// the server takes as little of the machine as it can. Tells its address to the process that forked it, and ends with it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { standInToken, startGithubStandIn } from '@wiz/integration-github/testing';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the stand-in says to each, with limits that nobody runs into. */
async function recorded(paths: readonly string[]): Promise<readonly Answer[]> {
  const github = await startGithubStandIn({ limits: { core: 1e9, search: 1e9 } });
  try {
    return await Promise.all(
      paths.map(async (path) => {
        const headers = { authorization: `Bearer ${standInToken}`, 'user-agent': 'bench' };
        const answer = await fetch(`${github.url}${path}`, { headers });
        const body = Buffer.from(await answer.arrayBuffer());
        const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = Object.fromEntries(answer.headers);
        return { status: answer.status, headers: { ...kept, 'content-length': String(body.byteLength) }, body };
      }),
    );
  } finally {
    await github.close();
  }
}

const [user, limits, issue] = await recorded(['/user', '/rate_limit', '/repos/octocat/Hello-World/issues/1']);
const server = createServer((request, response) => {
  const { url = '' } = request;
  const answer = url === '/user' ? user : url === '/rate_limit' ? limits : issue;
  request.resume();
  response.writeHead(answer?.status ?? 500, answer?.headers).end(answer?.body);
});
// Longer than all rounds take: else whoever's turn comes late pays for a new connection.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
});
process.once('disconnect', () => {
  process.exit();
});
