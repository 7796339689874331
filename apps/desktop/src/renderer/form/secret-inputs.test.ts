import { describe, expect, it } from 'vitest';
import { createSecretInputs, type SecretNode } from './secret-inputs.ts';

function node(value: string): SecretNode & { focused: boolean } {
  const made = { value, focused: false, focus: () => void (made.focused = true) };
  return made;
}

describe('the inputs of secrets', () => {
  it('are read as they are typed, without the empty ones', () => {
    const inputs = createSecretInputs();
    const token = node('ghp_abc');
    inputs.refOf('token')(token);
    inputs.refOf('other')(node('  '));
    expect(inputs.read()).toEqual({ token: 'ghp_abc' });
    token.value = 'ghp_new';
    expect(inputs.read()).toEqual({ token: 'ghp_new' });
  });

  it('are emptied when they are cleared, and when they leave the page', () => {
    const inputs = createSecretInputs();
    const token = node('ghp_abc');
    const leave = inputs.refOf('token')(token);
    inputs.clear();
    expect(token.value).toBe('');
    token.value = 'typed again';
    leave?.();
    expect(token.value).toBe('');
    expect(inputs.read()).toEqual({});
  });

  it('keep one function for a name, so that a render detaches nothing', () => {
    const inputs = createSecretInputs();
    expect(inputs.refOf('token')).toBe(inputs.refOf('token'));
    expect(inputs.refOf('token')).not.toBe(inputs.refOf('other'));
  });

  it('read the input that took another one’s place, whichever way round they come and go', () => {
    const inputs = createSecretInputs();
    const line = node('one line');
    const leave = inputs.refOf('key')(line);
    inputs.refOf('key')(node('several\nlines'));
    leave?.();
    expect(line.value).toBe('');
    expect(inputs.read()).toEqual({ key: 'several\nlines' });
  });

  it('take a pasted text and the caret by name', () => {
    const inputs = createSecretInputs();
    const token = node('');
    inputs.refOf('token')(token);
    inputs.fill('unknown', 'text');
    expect(token).toMatchObject({ value: '', focused: false });
    inputs.fill('token', 'text');
    expect(token).toMatchObject({ value: 'text', focused: true });
  });
});
