import { describe, expect, it } from 'vitest';
import { removalWords } from './removal-words.ts';

describe('what is said before a connection is removed', () => {
  it('names the system that stays', () => {
    expect(removalWords({ label: 'work', secretStorage: 'keychain' }, { kind: 'rest', name: 'GitHub' })).toBe(
      'Project Wiz forgets “work” and its credentials. GitHub itself stays as it is, and the journal keeps its runs.',
    );
    expect(removalWords({ label: 'house', secretStorage: 'none' }, { kind: 'filesystem', name: 'Folder' })).toBe(
      'Project Wiz forgets “house”. The folder itself stays as it is, and the journal keeps its runs.',
    );
  });

  it('does not name one that this version does not know', () => {
    expect(removalWords({ label: 'trees', secretStorage: 'weak' }, undefined)).toBe(
      'Project Wiz forgets “trees” and its credentials. What it led to stays as it is, and the journal keeps its runs.',
    );
  });
});
