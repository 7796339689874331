import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';

/** A value once it has stayed the same for so long, in milliseconds: what somebody types is asked for when they pause. */
export function useSettled<T>(value: T, ms: number): T {
  const { clock } = useServices();
  const [settled, setSettled] = useState(value);
  useEffect(() => clock.after(ms, () => setSettled(value)), [clock, ms, value]);
  return settled;
}
