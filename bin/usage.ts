/** The command was given wrongly: it ends with 2, and nothing was done. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** One of the words that an option may be. Throws a UsageError that names them all. */
export function oneOf<T extends string>(words: readonly T[], given: string, what: string): T {
  const found = words.find((word) => word === given);
  if (found === undefined) throw new UsageError(`"${given}" is no ${what}; there is ${words.join(', ')}`);
  return found;
}
