/** Rows of one page of the journal. */
export const runsPageSize = 100;

/** How every list of runs is asked for, in the journal and on the home screen. */
export const runsListOptions = {
  /** The first page has no cursor. */
  initialCursor: null,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor,
  // Rows are replaced one by one as news come; comparing all others deeply, several times a second, would find nothing.
  structuralSharing: false,
} as const;
