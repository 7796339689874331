import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { laws } from '@wiz/conformance';
import { describe, expect, it } from 'vitest';
import { proofs } from './laws.mjs';
import { scalePage, scalePageText } from './page.mjs';
import { checklist } from './rules/checklist.mjs';
import { rules } from './rules/index.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const ofHa = rules.filter(({ source }) => source.startsWith('ha:'));

describe('the rules of the quality scale', () => {
  it('have each their own name, a sentence, and a way to meet them', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, says, howTo } of rules) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(says, id).toMatch(/^[A-Z`‘“].*\.$/);
      expect(howTo.length, id).toBeGreaterThan(9);
    }
  });

  it('have all 54 of Home Assistant’s in their tiers, at least 45 of them checked by machines', () => {
    const inTier = (/** @type {string} */ tier) => ofHa.filter((rule) => rule.tier === tier).length;
    expect([inTier('bronze'), inTier('silver'), inTier('gold'), inTier('platinum')]).toEqual([20, 10, 21, 3]);
    expect(new Set(ofHa.map(({ source }) => source)).size).toBe(54);
    expect(ofHa.filter(({ check }) => check !== undefined).length).toBeGreaterThanOrEqual(45);
  });

  it('are checked by a machine or a person, or say why they cannot be met yet', () => {
    for (const { id, check, checkedBy, neverYet } of rules)
      expect([check !== undefined, checkedBy === 'person', neverYet !== undefined].filter(Boolean), id).toHaveLength(1);
  });

  it('say for each of the 23 items of the checklist what stands for it', () => {
    expect(checklist).toHaveLength(23);
    const known = rules.map(({ id }) => id);
    for (const { item, rules: named } of checklist) {
      expect(named.length, item).toBeGreaterThan(0);
      expect(known, item).toEqual(expect.arrayContaining([...named]));
    }
  });

  it('name laws that the conformance kit has', () => {
    expect(laws.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.values(proofs).flat()));
  });

  it('and the guides name laws that the conformance kit has', () => {
    const guides = globSync('docs/developer/**/*.md', { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'));
    const named = guides.flatMap((text) => Array.from(text.matchAll(/\blaw: '([^']+)'/g), ([, id]) => id));
    expect(named.length).toBeGreaterThan(0);
    expect(laws.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
  });
});

it('the page of the scale is what the rules make it; else run: node tools/quality/write-page.mjs', async () => {
  expect(readFileSync(path.join(root, scalePage), 'utf8')).toBe(await scalePageText(root));
});
