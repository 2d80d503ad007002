import pg from 'pg';

export type DatabasePasswords = { administrator: string; owner: string; application: string };

export const administratorRole = 'postgres';
export const ownerRole = 'portal_owner';
export const applicationRole = 'portal_app';
export const databaseName = 'portal';

/**
 * Makes the two roles and the database where they are missing, and sets the roles' passwords.
 * The owner migrates; the application's role may log in, and everything else it may do is granted by the migrations.
 */
export const prepareRoles = async (administratorUrl: string, passwords: DatabasePasswords): Promise<void> => {
  const client = new pg.Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    await ensureRole(client, ownerRole, 'LOGIN CREATEROLE', passwords.owner);
    await ensureRole(client, applicationRole, 'LOGIN', passwords.application);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName} OWNER ${ownerRole}`);
  } finally {
    await client.end();
  }
};

const ensureRole = async (client: pg.Client, role: string, rights: string, password: string): Promise<void> => {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} ${rights}`);
  await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
};
