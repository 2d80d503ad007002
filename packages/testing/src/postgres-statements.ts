const typeLength = 1;
const sizeLength = 4;
const simpleQuery = 'Q';
const parse = 'P';
const bind = 'B';

/**
 * Reads what a client says to Postgres (protocol 3) as it comes, and shows the text of each statement that is run,
 * prepared ones included, together with those that came before it in its transaction. Answers whether `look` said yes to
 * one of this chunk.
 */
export function createStatementReader(): (
  chunk: Buffer,
  look: (statement: string, earlier: readonly string[]) => boolean,
) => boolean {
  let rest: Buffer = Buffer.alloc(0);
  let hasStarted = false;
  let earlier: string[] = [];
  const prepared = new Map<string, string>();

  const nextMessage = (): Buffer | undefined => {
    // The first message has no type.
    const head = hasStarted ? typeLength : 0;
    if (rest.length < head + sizeLength) return undefined;
    const length = head + rest.readUInt32BE(head);
    if (rest.length < length) return undefined;
    const message = rest.subarray(0, length);
    rest = rest.subarray(length);
    if (hasStarted) return message;
    hasStarted = true;
    return nextMessage();
  };

  return (chunk, look) => {
    rest = Buffer.concat([rest, chunk]);
    let met = false;
    for (let message = nextMessage(); message !== undefined; message = nextMessage()) {
      const statement = statementOf(message, prepared);
      if (statement === undefined) continue;
      if (/^begin/i.test(statement)) earlier = [];
      met = look(statement, earlier) || met;
      earlier.push(statement);
    }
    return met;
  };
}

/** A prepared statement says its text once and its name each time; one without a name is prepared as the nameless. */
function statementOf(message: Buffer, prepared: Map<string, string>): string | undefined {
  const type = String.fromCharCode(message[0] ?? 0);
  const [first = '', second = ''] = message
    .subarray(typeLength + sizeLength)
    .toString()
    .split('\0');
  if (type === simpleQuery) return first;
  if (type === parse) prepared.set(first, second);
  return type === bind ? prepared.get(second) : undefined;
}
