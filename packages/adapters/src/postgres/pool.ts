import { PortalProblem } from '@portal/core/problem';
import type { Secret } from '@portal/core/secret';
import pg from 'pg';
import type { QueryResult, QueryResultRow } from 'pg';

/**
 * What a port needs of Postgres, be it the pool or one transaction. `name` keeps the statement prepared on its
 * connection, for the ones that every request asks. Faults of the connection reject as `service_unavailable`.
 */
export type Queryable = {
  query<Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<QueryResult<Row>>;
};

export type Postgres = Queryable & {
  /** One transaction on one connection; committed when `work` resolves, rolled back when it throws. */
  transaction<Result>(work: (client: Queryable) => Promise<Result>): Promise<Result>;
  connections: () => Connections;
  close(): Promise<void>;
};

/** `waiting`: questions that no connection is free for. */
export type Connections = { busy: number; idle: number; waiting: number };

/** How long a pool waits: for a connection, and for the answer of one statement. */
export type Patience = { connectMs: number; statementMs: number };

const patienceWithThePrimary: Patience = { connectMs: 3_000, statementMs: 6_000 };
// For a server that takes the question and never answers: longer than its own limit, so that it speaks first.
const silenceBeyondStatement = 7 / 6;

/**
 * Postgres takes what it cannot estimate, such as the beginning of a word among ten million documents, for a great deal:
 * it would start processes for it, or compile it, for some 40 ms before it runs for less than one.
 */
export const sessionOptions = '-c jit=off -c max_parallel_workers_per_gather=0';

/**
 * `onError` is told of connections that broke while nothing was asked on them: the pool replaces them by itself.
 * `patience` is shorter where somebody else can be asked.
 */
export function createPostgres(options: {
  url: Secret;
  maxConnections?: number;
  patience?: Patience;
  onError: (error: Error) => void;
}): Postgres {
  const { connectMs, statementMs } = options.patience ?? patienceWithThePrimary;
  const pool = new pg.Pool({
    connectionString: options.url.reveal(),
    max: options.maxConnections ?? 20,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    lock_timeout: Math.min(5_000, statementMs),
    idle_in_transaction_session_timeout: 30_000,
    query_timeout: Math.round(statementMs * silenceBeyondStatement),
    keepAlive: true,
    options: sessionOptions,
  });
  pool.on('error', options.onError);
  // A connection that is handed out has no listener of the pool's, and its error would end the process.
  pool.on('connect', (client) => client.on('error', options.onError));
  return {
    ...queryableOf(pool),
    transaction: async (work) => transact(await translated(pool.connect()), work),
    connections: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

function queryableOf(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    query: <Row extends QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string) =>
      translated(client.query<Row>({ text, values: [...values], ...(name === undefined ? {} : { name }) })),
  };
}

async function transact<Result>(client: pg.PoolClient, work: (client: Queryable) => Promise<Result>): Promise<Result> {
  let fault: unknown;
  try {
    await translated(client.query('BEGIN'));
    const result = await work(queryableOf(client));
    const { command } = await translated(client.query('COMMIT'));
    // A statement failed and its error was caught by `work`: Postgres answers a COMMIT with a rollback then.
    if (command !== 'COMMIT') throw new Error('The transaction had failed before its end and was rolled back.');
    return result;
  } catch (error) {
    // A server that did not answer would not answer this either: the connection is given up, and with it what it did.
    fault = isSilence(error) ? error : await rollBack(client);
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away, never used again.
    client.release(fault instanceof Error ? fault : undefined);
  }
}

function isSilence(error: unknown): boolean {
  return error instanceof PortalProblem && error.cause instanceof Error && error.cause.message === 'Query read timeout';
}

async function rollBack(client: pg.PoolClient): Promise<unknown> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error;
  }
}

async function translated<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    if (!isPassing(error)) throw error;
    throw new PortalProblem(
      'service_unavailable',
      'The portal cannot reach its data right now. Please try again in a moment.',
      {
        retryAfterSeconds: 5,
        cause: error,
      },
    );
  }
}

/** SQLSTATEs and their classes that say "not now": connection, resources, shutdown, cancelled, moved to a standby, deadlock. */
const passingStates = [/^08/, /^53/, /^57P0/, /^57014$/, /^25006$/, /^40(001|P01)$/, /^55P03$/];
const passingSystemErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
// pg gives these no code.
const passingMessages =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isPassing);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return passingMessages.test(error.message);
  return passingSystemErrors.has(code) || passingStates.some((state) => state.test(code));
}
