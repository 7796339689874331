import { describe, expect, it } from 'vitest';
import { framesOf } from './stack-frames.ts';

describe('the places in a stack', () => {
  it('are names and files, without folders and messages', () => {
    const stack = [
      'TypeError: the letter to my doctor',
      '    at readLetter (/home/someone/wiz/main/index.cjs:12:34)',
      '    at async Object.handle [as list] (file:///C:/Users/someone/app.js:1:2)',
      '    at new Vault (app://hub/assets/index-4f2a.js:7:8)',
      '    at node:internal/process/task_queues:105:5',
      '    at Array.map (<anonymous>)',
    ].join('\n');
    expect(framesOf(stack)).toEqual([
      'readLetter (index.cjs:12:34)',
      'Object.handle (app.js:1:2)',
      'new Vault (index-4f2a.js:7:8)',
      'anonymous (task_queues:105:5)',
    ]);
  });

  it('are at most twelve', () => {
    expect(framesOf('\n    at f (a.js:1:1)'.repeat(40))).toHaveLength(12);
  });
});
