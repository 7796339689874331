/** So long a network may take to be there again when the computer has woken or the network changed, in milliseconds. */
export const settleMs = 60_000;
