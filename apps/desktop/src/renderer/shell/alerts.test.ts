import type { Alert } from '@wiz/engine/types';
import { describe, expect, it } from 'vitest';
import { createAlerts } from './alerts.ts';

const alert = (connection: string, to: Alert['to'], sentence = `${connection} is ${to}.`): Alert => ({
  connection,
  label: connection,
  from: 'unknown',
  to,
  sentence,
  at: 1,
});

function setup() {
  const timers = new Map<() => void, number>();
  const alerts = createAlerts({
    after: (ms, callback) => {
      timers.set(callback, ms);
      return () => void timers.delete(callback);
    },
  });
  const sentences = () => alerts.get().map(({ sentence }) => sentence);
  return { alerts, timers, sentences };
}

describe('alerts', () => {
  it('show the newest first, and of each connection only its latest news', () => {
    const { alerts, sentences } = setup();
    let heard = 0;
    const off = alerts.subscribe(() => (heard += 1));
    alerts.add(alert('a', 'unhealthy'));
    alerts.add(alert('b', 'unhealthy'));
    alerts.add(alert('a', 'healthy'));
    expect(sentences()).toEqual(['a is healthy.', 'b is unhealthy.']);
    expect(heard).toBe(3);
    off();
    alerts.add(alert('c', 'unhealthy'));
    expect(heard).toBe(3);
  });

  it('let good news go by itself after eight seconds, and keep bad news until it is closed', () => {
    const { alerts, timers, sentences } = setup();
    alerts.add(alert('a', 'unhealthy'));
    expect(timers.size).toBe(0);
    alerts.add(alert('b', 'healthy'));
    alerts.add(alert('c', 'degraded'));
    expect([...timers.values()]).toEqual([8000, 8000]);
    for (const due of [...timers.keys()]) due();
    expect(sentences()).toEqual(['a is unhealthy.']);
    alerts.forget('a');
    expect(sentences()).toEqual([]);
  });

  it('never let the time of older news end newer news', () => {
    const { alerts, timers, sentences } = setup();
    alerts.add(alert('a', 'healthy'));
    alerts.add(alert('a', 'unhealthy'));
    expect([timers.size, sentences()]).toEqual([0, ['a is unhealthy.']]);
  });

  it('leave no timer behind', () => {
    const { alerts, timers } = setup();
    alerts.add(alert('a', 'healthy'));
    alerts.dispose();
    expect([timers.size, alerts.get()]).toEqual([0, []]);
  });
});
