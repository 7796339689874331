import process from 'node:process';

/** How long main's loop stood still, in milliseconds. */
export interface Standstill {
  /** The longest that a timer was late. On a busy machine this also counts the time that other programs had. */
  readonly lateMs: number;
  /** The longest of these spans in which this process itself used the processor: no task of its can have been longer, unless it waited. */
  readonly busyMs: number;
}

/** Looks at main's loop every millisecond. @returns the end of it */
export function watchLoop(): () => Standstill {
  let [late, busy] = [0, 0];
  let [last, used] = [performance.now(), process.cpuUsage()];
  const look = (): void => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    const gap = now - last - 1;
    late = Math.max(late, gap);
    busy = Math.max(busy, Math.min(gap, (user + system) / 1000));
    [last, used] = [now, process.cpuUsage()];
  };
  const timer = setInterval(look, 1);
  return () => {
    look();
    clearInterval(timer);
    return { lateMs: late, busyMs: busy };
  };
}
