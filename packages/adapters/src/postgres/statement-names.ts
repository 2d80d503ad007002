/**
 * Names for statements whose text depends on what is asked for: one that has a name stays prepared on each connection,
 * which saves Postgres the planning. `most`: of names, as each is kept as long as its connection. What comes later goes
 * without one.
 */
export function createStatementNames(prefix: string, { most }: { most: number }): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= most) return known;
    const name = `${prefix}-${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}
