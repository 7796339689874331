/** What a program is looked for and run in. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Absolute. */
  readonly home: string;
}

/** A variable by its name, which Windows writes as it likes: `Path`, `PATH`. */
export function variable(env: Surroundings['env'], name: string): string | undefined {
  return env[name] ?? Object.entries(env).find(([key]) => key.toUpperCase() === name.toUpperCase())?.[1];
}
