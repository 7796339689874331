// Every rule of the quality scale, by tier.
import { tiers } from '../rule.mjs';
import { code } from './code.mjs';
import { documents } from './documents.mjs';
import { failures } from './failures.mjs';
import { operations } from './operations.mjs';
import { results } from './results.mjs';
import { settingUp } from './setting-up.mjs';

/** @type {readonly import('../rule.mjs').Rule[]} */
export const rules = [...settingUp, ...operations, ...results, ...failures, ...documents, ...code].sort(
  (a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier),
);
