import { expect, it } from 'vitest';
import { chooseNode } from './node-choice.mjs';

it('takes the pinned Node when it runs', () => {
  expect(chooseNode({ pinned: 'v24.21.0\n', own: 'v20.20.2' })).toEqual({ use: 'pinned' });
});

it('takes the machine’s Node where there is no pinned one and it is new enough', () => {
  expect(chooseNode({ pinned: undefined, own: 'v22.12.0' })).toEqual({ use: 'own' });
  expect(chooseNode({ pinned: undefined, own: 'v26.0.0' })).toEqual({ use: 'own' });
});

it('says which Node to install when neither will do', () => {
  const choice = chooseNode({ pinned: undefined, own: 'v22.11.9' });
  expect(choice).toEqual({ problem: expect.stringContaining('install Node 24') });
  expect(chooseNode({ pinned: 'v20.1.0', own: 'v20.20.2' })).toHaveProperty('problem');
});
