/**
 * What repeating or undoing an operation means. One declaration decides retry, cache,
 * confirmation and how the operation is shown.
 *
 * - `read`: changes nothing; may be repeated and cached.
 * - `idempotent`: changes something, but twice is the same as once.
 * - `write`: changes something each time; never repeated unless it provably never left.
 * - `destructive`: cannot simply be undone; needs a ticket that says what will happen.
 */
export type Effect = 'read' | 'idempotent' | 'write' | 'destructive';
