import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Listens, says where, and then stands still: what has not been accepted by then never will be. */
const listener = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port) + '\\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** More connections than this and the system queues without end. */
const mostFillers = 32;
/** Milliseconds that a connection on loopback needs at the very most, where it comes about at all. */
const longestConnect = 400;

/**
 * An address on loopback that swallows every attempt to connect, as a firewall does: a listener that accepts nothing,
 * its queue filled.
 *
 * @returns undefined where the system does not drop what does not fit into the queue; Linux does
 */
export async function blackHole(): Promise<{ readonly host: string; readonly close: () => Promise<void> } | undefined> {
  // Inside Electron the executable is Electron's, which this makes plain Node.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(process.execPath, ['-e', listener], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const fillers: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const filler of fillers) filler.destroy();
    if (child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const [said] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as unknown[];
  const port = Number(String(said));
  while (child.exitCode === null && fillers.length < mostFillers) {
    const filler = connect(port, '127.0.0.1');
    fillers.push(filler);
    const connects = await new Promise<boolean | undefined>((resolve) => {
      filler.once('connect', () => {
        resolve(true);
      });
      filler.once('error', () => {
        resolve(undefined);
      });
      setTimeout(() => {
        resolve(false);
      }, longestConnect);
    });
    if (connects === false) return { host: `127.0.0.1:${String(port)}`, close };
    if (connects === undefined) break;
  }
  await close();
  return undefined;
}
