import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const templates = path.join(import.meta.dirname, 'files');

const declared = /\b(?:const|let|function|class)\s+([A-Za-z]\w*)/g;
const imported = /\bimport\s+(?:type\s+)?(?:([A-Za-z]\w*)\s*,?\s*)?(?:\{([^}]*)\})?\s*from\b/g;

/**
 * Every name that a template declares or imports: an integration called like one of them would hide it.
 *
 * @returns {ReadonlySet<string>}
 */
export function templateNames() {
  const names = new Set();
  for (const file of globSync('**/*.ts.template', { cwd: templates })) {
    const text = readFileSync(path.join(templates, file), 'utf8');
    for (const [, name] of text.matchAll(declared)) names.add(name);
    for (const [, standard, list = ''] of text.matchAll(imported)) {
      if (standard !== undefined) names.add(standard);
      for (const part of list.split(',')) names.add(/(\w+)\s*$/.exec(part)?.[1]);
    }
  }
  names.delete(undefined);
  return names;
}
