/** What is skipped in a document: comments, texts in blocks and on one line. */
const noise = /#[^\n\r]*|"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n\r])*"/g;
const token = /[{}()[\]]|[\w$@]+/g;

/**
 * Whether a GraphQL document holds a mutation. Only the word that begins a definition counts: a field or an operation may
 * have any name.
 */
export function holdsMutation(document: string): boolean {
  let depth = 0;
  let begins = true;
  for (const [word] of document.replace(noise, ' ').matchAll(token)) {
    if (word === '{' || word === '(' || word === '[') depth += 1;
    else if (word === '}' || word === ')' || word === ']') depth -= 1;
    else if (begins && word === 'mutation') return true;
    begins = word === '}' && depth === 0;
  }
  return false;
}
