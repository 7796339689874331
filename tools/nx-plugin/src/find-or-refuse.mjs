import { Refusal } from './refuse.mjs';

/**
 * @template {{ id: string }} Integration
 * @param {readonly Integration[]} integrations
 * @param {string} id
 * @returns {Integration}
 * @throws {Refusal} for an integration that there is none of
 */
export function findOrRefuse(integrations, id) {
  const found = integrations.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new Refusal(`There is no integration “${id}”. These are there: ${integrations.map((one) => one.id).join(', ')}.`);
}
