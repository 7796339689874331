interface Forgetful<Variables, Data> {
  readonly mutateAsync: (variables: Variables) => Promise<Data>;
  readonly reset: () => void;
}

/**
 * Runs a mutation that is given secrets, and has it forget them as soon as it has settled. Its options need `gcTime: 0`:
 * without an observer it then leaves the cache at once, variables and all.
 */
export async function runAndForget<Variables, Data>(mutation: Forgetful<Variables, Data>, variables: Variables): Promise<Data> {
  try {
    return await mutation.mutateAsync(variables);
  } finally {
    mutation.reset();
  }
}
