import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const enough = {
  PORTAL_MODE: 'local',
  DATABASE_URL: 'postgres://portal_app:hunter2@localhost/portal',
  CODE_PEPPER: 'p'.repeat(32),
  URL_SIGNING_KEY: 'k'.repeat(32),
};

function read(changes: Record<string, string | undefined> = {}) {
  const reading = readConfig({ ...enough, ...changes });
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  return reading.config;
}

function faultsOf(environment: Record<string, string | undefined>): readonly string[] {
  const reading = readConfig(environment);
  return reading.ok ? [] : reading.faults;
}

describe('the configuration', () => {
  it('needs little, and fills in the rest', () => {
    expect(read()).toMatchObject({
      mode: 'local',
      port: 5000,
      internal: undefined,
      publicUrl: new URL('http://localhost:5000'),
      redisUrl: undefined,
      dataFolder: '.data',
      storage: { current: 'disk', former: undefined, s3: undefined },
      maxUploadSizeInBytes: 100 * 1024 ** 2,
      recordQuotaInBytes: 10 * 1024 ** 3,
      uploadsAtOnce: 128,
      uploadsAtOncePerRecord: 8,
      trustProxyHops: 0,
      askPolicy: {
        intervalMs: 30_000,
        perHour: 5,
        perDay: 10,
        perNetworkPerHour: 100,
        triesPerNetworkPerHour: 100,
        smsPerHour: 300,
        smsPerCountryPerHour: 100,
      },
      requestPolicy: { perNetworkPerMinute: 12_000, perSessionPerMinute: 1_200, uploadsPerRecordPerHour: 500 },
      logLevel: 'info',
      mail: { way: 'mailbox' },
      sms: { way: 'mailbox' },
    });
  });

  it('takes an empty variable as one that is not set', () => {
    expect(JSON.stringify(read({ PORT: '', REDIS_URL: '', PUBLIC_URL: '' }))).toBe(JSON.stringify(read()));
  });

  it('says every fault in a line of its own, with the name of the variable', () => {
    const faults = faultsOf({ PORTAL_MODE: 'staging', PORT: '80 80', REDIS_URL: 'localhost', MAX_UPLOAD_BYTES: '1' });
    for (const name of [
      'PORTAL_MODE',
      'PORT',
      'REDIS_URL',
      'MAX_UPLOAD_BYTES',
      'DATABASE_URL',
      'CODE_PEPPER',
      'URL_SIGNING_KEY',
    ]) {
      expect(faults.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
    }
    expect(faults.every((line) => !line.includes('\n'))).toBe(true);
  });

  it('never repeats a secret, in a fault or in what is printed of it', () => {
    expect(faultsOf({ ...enough, CODE_PEPPER: 'too short' }).join()).not.toContain('too short');
    expect(faultsOf({ ...enough, DATABASE_URL: 'mysql://u:hunter2@h/d' }).join()).not.toContain('hunter2');
    const config = read({ REDIS_URL: 'redis://:hunter2@localhost' });
    for (const printed of [JSON.stringify(config), inspect(config, { depth: 5 }), String(config.databaseUrl)]) {
      expect(printed).not.toMatch(/hunter2|pppp|kkkk/);
    }
    expect(config.databaseUrl.reveal()).toBe(enough.DATABASE_URL);
  });

  it('takes replicas of the database as URLs with commas between, none where nothing is set', () => {
    const urls = ['postgres://portal_app:hunter2@one/portal', 'postgresql://portal_app:hunter2@two:5433/portal'];
    const { databaseReplicaUrls } = read({ DATABASE_REPLICA_URLS: urls.join(' , ') });
    expect(databaseReplicaUrls.map((url) => url.reveal())).toEqual(urls);
    expect(JSON.stringify(databaseReplicaUrls)).not.toContain('hunter2');
    expect(read().databaseReplicaUrls).toEqual([]);
    const faults = faultsOf({ ...enough, DATABASE_REPLICA_URLS: `${urls[0]},mysql://u:hunter2@h/d` });
    expect(faults).toEqual([
      'DATABASE_REPLICA_URLS is not a list, with commas between, of URLs that begin with postgres:// or postgresql://.',
    ]);
  });

  it.each(['http://localhost:3000/', 'https://portal.example.org', 'http://127.0.0.1:80'])(
    'takes %s as its URL',
    (url) => expect(read({ PUBLIC_URL: url }).publicUrl.origin).toBe(new URL(url).origin),
  );

  it.each([
    'localhost:3000',
    'ftp://example.org',
    'https://example.org/portal',
    'https://u:p@example.org',
    'https://example.org?x',
    'https://*.example.org/#',
  ])('does not take %s as its URL', (url) => expect(faultsOf({ ...enough, PUBLIC_URL: url })).toHaveLength(1));

  it('refuses in production what is only for one machine', () => {
    const faults = faultsOf({ ...enough, PORTAL_MODE: 'production' });
    expect(faults.map((line) => line.split(' ')[0])).toEqual(['PUBLIC_URL', 'REDIS_URL', 'MAIL', 'CLAMD_URL']);
    const sms = faultsOf({ ...productive, SMS: 'mailbox' });
    expect(sms).toEqual(['SMS is mailbox, which everybody can read: production needs sns or none.']);
  });

  const productive = {
    ...enough,
    PORTAL_MODE: 'production',
    CLAMD_URL: 'tcp://clamd:3310',
    PUBLIC_URL: 'https://portal.example.org',
    REDIS_URL: 'rediss://localhost',
    MAIL: 'smtp',
    SMTP_URL: 'smtps://portal:hunter2@mail.example.org',
    MAIL_FROM: 'Medical Documents Portal <no-reply@example.org>',
  };

  it('runs in production where it can send', () => {
    const config = read(productive);
    expect(config).toMatchObject({ mail: { way: 'smtp', from: productive.MAIL_FROM }, sms: { way: 'none' } });
    expect(inspect(config, { depth: 5 })).not.toContain('hunter2');
    const region = 'eu-central-1';
    const onAws = { ...productive, MAIL: 'ses', SMTP_URL: '', SMS: 'sns', AWS_REGION: region };
    expect(read(onAws)).toMatchObject({ mail: { way: 'ses', region }, sms: { way: 'sns', region } });
  });

  it('can be watched on this machine, and from elsewhere where that is said', () => {
    expect(read(productive).internal).toEqual({ host: '127.0.0.1', port: 9090 });
    expect(read({ ...productive, INTERNAL_PORT: '0' }).internal).toBeUndefined();
    const reachable = { INTERNAL_PORT: '9100', INTERNAL_HOST: '0.0.0.0' };
    expect(read(reachable).internal).toEqual({ host: '0.0.0.0', port: 9100 });
    expect(faultsOf({ ...enough, PORT: '9100', INTERNAL_PORT: '9100' })).toEqual([
      'INTERNAL_PORT is the same as PORT.',
    ]);
    expect(faultsOf({ ...enough, INTERNAL_HOST: 'portal.internal' })).toEqual(['INTERNAL_HOST is no IP address.']);
  });

  it('says what a way of sending lacks', () => {
    const namesOf = (changes: Record<string, string>) =>
      faultsOf({ ...enough, ...changes }).map((line) => line.split(' ')[0]);
    expect(namesOf({ MAIL: 'smtp' })).toEqual(['MAIL_FROM', 'SMTP_URL']);
    expect(namesOf({ MAIL: 'ses' })).toEqual(['MAIL_FROM', 'AWS_REGION']);
    expect(namesOf({ SMS: 'sns' })).toEqual(['AWS_REGION']);
    expect(namesOf({ MAIL_FROM: 'a@example.org, b@example.org' })).toEqual(['MAIL_FROM']);
    expect(namesOf({ MAIL_FROM: 'a@example.org\r\nBcc: b@example.org' })).toEqual(['MAIL_FROM']);
    expect(namesOf({ SMTP_URL: 'mail.example.org' })).toEqual(['SMTP_URL']);
  });

  const onS3 = { STORAGE: 's3', S3_BUCKET: 'documents', S3_REGION: 'eu-central-1' };

  it('takes fewer uploads at once onto S3, and a quarter of them from one patient, unless it says otherwise', () => {
    expect(read(onS3)).toMatchObject({ uploadsAtOnce: 16, uploadsAtOncePerRecord: 4 });
    const said = { UPLOADS_AT_ONCE: '20', UPLOADS_AT_ONCE_PER_RECORD: '9' };
    expect(read({ ...onS3, ...said })).toMatchObject({ uploadsAtOnce: 20, uploadsAtOncePerRecord: 9 });
  });
  const ofCloudFront = {
    CLOUDFRONT_URL: 'https://files.example.org',
    CLOUDFRONT_KEY_PAIR_ID: 'K2JCJMDEHXQW5F',
    CLOUDFRONT_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\\nhunter2\\n-----END PRIVATE KEY-----',
  };

  it('keeps documents on S3, with keys of its own or those of its surroundings', () => {
    expect(read(onS3).storage).toMatchObject({
      current: 's3',
      former: undefined,
      s3: { bucket: 'documents', region: 'eu-central-1', endpoint: undefined, credentials: undefined },
    });
    expect(read({ ...onS3, S3_REGION: '', AWS_REGION: 'eu-west-1' }).storage.s3?.region).toBe('eu-west-1');
    const keys = { S3_ACCESS_KEY_ID: 'portal', S3_SECRET_ACCESS_KEY: 'hunter2' };
    const config = read({ ...onS3, ...keys, ...ofCloudFront, STORAGE_BEFORE: 'disk' });
    expect(config.storage).toMatchObject({ former: 'disk', s3: { credentials: { accessKeyId: 'portal' } } });
    expect(config.storage.s3?.cloudFront?.privateKey.reveal()).toContain('\nhunter2\n');
    expect(inspect(config, { depth: 9 })).not.toContain('hunter2');
    expect(read({ ...onS3, STORAGE: 'disk', STORAGE_BEFORE: 's3' }).storage).toMatchObject({
      current: 'disk',
      former: 's3',
      s3: { bucket: 'documents' },
    });
  });

  it('says what a way of keeping documents lacks', () => {
    const namesOf = (changes: Record<string, string>) =>
      faultsOf({ ...enough, ...changes }).map((line) => line.split(' ')[0]);
    expect(namesOf({ STORAGE: 's3' })).toEqual(['S3_BUCKET', 'S3_REGION']);
    expect(namesOf({ STORAGE_BEFORE: 's3' })).toEqual(['S3_BUCKET', 'S3_REGION']);
    expect(namesOf({ STORAGE_BEFORE: 'disk' })).toEqual(['STORAGE_BEFORE']);
    expect(namesOf({ ...onS3, S3_ACCESS_KEY_ID: 'portal' })).toEqual(['S3_SECRET_ACCESS_KEY']);
    expect(namesOf({ ...onS3, ...ofCloudFront, CLOUDFRONT_KEY_PAIR_ID: '' })).toEqual(['CLOUDFRONT_KEY_PAIR_ID']);
    expect(namesOf({ ...onS3, S3_BUCKET: 'Documents/../x' })).toEqual(['S3_BUCKET']);
    expect(namesOf({ STORAGE: 'tape' })).toEqual(['STORAGE']);
    const unsafe = { ...productive, ...onS3, S3_ENDPOINT: 'http://s3.example.org' };
    expect(faultsOf(unsafe)).toEqual(['S3_ENDPOINT is not an https URL, which production needs.']);
    expect(read({ ...unsafe, S3_ENDPOINT: 'https://s3.example.org' }).storage.current).toBe('s3');
  });
});
