/** The least that is needed of the page's own input: the only place in the window that holds a secret. */
export interface SecretNode {
  value: string;
  readonly focus: () => void;
}

/** The inputs that secrets are typed into. What they hold is read when it is sent, and is in no state and no cache. */
export interface SecretInputs {
  /** Takes an input in, and empties it when it leaves the page. The same function for a name each time: React detaches at every other. */
  readonly refOf: (name: string) => (node: SecretNode | null) => (() => void) | undefined;
  /** What was typed, by name. What is empty or only spaces is left out. */
  readonly read: () => Readonly<Record<string, string>>;
  readonly clear: () => void;
  /** Puts a text that was pasted into one, and the caret with it. Nothing happens where there is none of that name. */
  readonly fill: (name: string, text: string) => void;
}

/** Makes the holder for one form. */
export function createSecretInputs(): SecretInputs {
  const nodes = new Map<string, SecretNode>();
  const refs = new Map<string, ReturnType<SecretInputs['refOf']>>();
  const refOf: SecretInputs['refOf'] = (name) => {
    const known = refs.get(name);
    if (known !== undefined) return known;
    const ref = (node: SecretNode | null) => {
      if (node === null) return undefined;
      nodes.set(name, node);
      return () => {
        node.value = '';
        // An input for several lines may have taken its place already.
        if (nodes.get(name) === node) nodes.delete(name);
      };
    };
    refs.set(name, ref);
    return ref;
  };
  return {
    refOf,
    read: () => {
      const typed = [...nodes].map(([name, { value }]) => [name, value] as const);
      return Object.fromEntries(typed.filter(([, text]) => text.trim() !== ''));
    },
    clear: () => {
      for (const node of nodes.values()) node.value = '';
    },
    fill: (name, text) => {
      const node = nodes.get(name);
      if (node === undefined) return;
      node.value = text;
      node.focus();
    },
  };
}
