/** Rows of one page of the journal. */
export const runsPageSize = 100;

/** The first page has no cursor. */
export const firstCursor = { initialCursor: null } as const;
