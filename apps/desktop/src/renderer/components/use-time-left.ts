import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';

/** How often a countdown is drawn, in milliseconds: twice a second, so that no figure is skipped. */
const everyMs = 500;

/** Milliseconds that are left until a moment, drawn again as they pass; 0 once it has passed and where there is none. */
export function useTimeLeft(until: number | null): number {
  const { clock } = useServices();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    if (until === null) return undefined;
    const look = () => {
      const at = clock.now();
      setNow(at);
      if (at >= until) stop();
    };
    const stop = clock.every(everyMs, look);
    look();
    return stop;
  }, [clock, until]);
  return until === null ? 0 : Math.max(0, until - now);
}
