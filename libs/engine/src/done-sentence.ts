/** Fills `{field}` of a contract's sentence from the output; numbers get separators. */
export function doneSentence(template: string | undefined, output: unknown): string {
  if (template === undefined) return 'Done.';
  return template.replaceAll(/\{([A-Za-z0-9]+)\}/g, (whole, key: string) => {
    const value: unknown = typeof output === 'object' && output !== null ? Reflect.get(output, key) : undefined;
    if (typeof value === 'number') return value.toLocaleString('en');
    return typeof value === 'string' ? value : whole;
  });
}
