import { describe, expect, it } from 'vitest';
import { Admission } from './admission.ts';
import { IntegrationError } from './integration-error.ts';

describe('Admission', () => {
  const refusal = new IntegrationError('circuit_open', 'Closed.');

  it('holds at first', () => {
    expect(new Admission().refusal).toBeUndefined();
  });

  it('tells everyone who listens when it ends, and then says why; not those who have unhooked', () => {
    const admission = new Admission();
    const told: string[] = [];
    const unhook = admission.onEnd(() => told.push('a'));
    admission.onEnd(() => told.push(admission.refusal === refusal ? 'b knows why' : 'b'));
    unhook();
    admission.end(refusal);
    expect([told, admission.refusal]).toEqual([['b knows why'], refusal]);
  });

  it('keeps its first reason', () => {
    const admission = new Admission();
    admission.end(refusal);
    admission.end(new IntegrationError('circuit_open', 'Another.'));
    expect(admission.refusal).toBe(refusal);
  });
});
