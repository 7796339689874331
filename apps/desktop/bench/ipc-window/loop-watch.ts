import { readFileSync } from 'node:fs';
import process from 'node:process';

/** How long main's loop stood still, in milliseconds. */
export interface Standstill {
  /** The longest that a timer was late. On a busy machine this also counts the time that other programs had. */
  readonly lateMs: number;
  /** The longest of these spans in which main used the processor: no task of its can have been longer, unless it waited. */
  readonly busyMs: number;
}

/** Looks at main's loop every millisecond. @returns the end of it */
export function watchLoop(): () => Standstill {
  let [late, busy] = [0, 0];
  let [last, used] = [performance.now(), usedMs()];
  const look = (): void => {
    const [now, usedNow] = [performance.now(), usedMs()];
    const gap = now - last - 1;
    late = Math.max(late, gap);
    busy = Math.max(busy, Math.min(gap, usedNow - used));
    [last, used] = [performance.now(), usedNow];
  };
  const timer = setInterval(look, 1);
  return () => {
    look();
    clearInterval(timer);
    return { lateMs: late, busyMs: busy };
  };
}

/** Processor time so far: on Linux of this thread, elsewhere of the whole process, which can only be more. */
function usedMs(): number {
  if (process.platform === 'linux') return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
