import type { ConnectionState } from '@wiz/engine/types';
import { stateLine, type StateLine } from '../components/state-line.ts';
import type { RunView } from './session.ts';

/**
 * What a run is waiting for, while nothing of it has come: the silence that the system asked for, or its turn. The state is
 * the connection's; whatever holds its calls back holds this one.
 *
 * @param now milliseconds since 1970
 */
export function runWait(
  state: ConnectionState | undefined,
  { progress }: Extract<RunView, { at: 'running' }>,
  count: number,
  now: number,
): StateLine | undefined {
  if (count > 0 || (progress !== undefined && progress.done > 0)) return undefined;
  const line = stateLine(state, true, now);
  if (line?.at === 'paused' || line?.at === 'waiting') return line;
  // An ill system does not keep a call waiting, but its line may hide that calls stand in line.
  return line !== undefined && state !== undefined && state.budget.waiting > 0
    ? { at: 'waiting', tone: 'calm', until: null, detail: undefined, tryNow: false }
    : undefined;
}
