import { readdir, readFile, readlink } from 'node:fs/promises';

/** Which of some processes listen for TCP connections, and on which ports. */
export interface Listening {
  readonly ports: readonly number[];
  /** Processes that Linux let us look into. An ordinary account may not look into one that is sandboxed. */
  readonly seen: readonly number[];
}

/** Asks Linux, by the open sockets of each process: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html */
export async function listeningPorts(pids: readonly number[]): Promise<Listening> {
  const ports: number[] = [];
  const seen: number[] = [];
  for (const pid of pids) {
    const sockets = await socketsOf(pid);
    if (sockets === undefined) continue;
    seen.push(pid);
    for (const table of ['tcp', 'tcp6']) {
      const rows = (await readFile(`/proc/${String(pid)}/net/${table}`, 'utf8')).trim().split('\n').slice(1);
      for (const row of rows) {
        const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
        // 0A: it listens.
        if (state === '0A' && sockets.has(inode)) ports.push(Number.parseInt(local.split(':')[1] ?? '', 16));
      }
    }
  }
  return { ports, seen };
}

/** The sockets of a process by their numbers; undefined when we may not look into it. */
async function socketsOf(pid: number): Promise<ReadonlySet<string> | undefined> {
  const folder = `/proc/${String(pid)}/fd`;
  const handles = await readdir(folder).catch(() => undefined);
  if (handles === undefined) return undefined;
  // A handle may be closed while we look.
  const targets = await Promise.all(handles.map((handle) => readlink(`${folder}/${handle}`).catch(() => '')));
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}
