/**
 * The least that a balance can be read with: `node:http`, the proxy's signature, and the rows of the account and its lots by prepared
 * statements. No Express, no settings, no days, no query builder. Arguments: DATABASE_URL, secret.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import SqliteClient from 'better-sqlite3';
import pg from 'pg';

// bigint comes as text otherwise.
pg.types.setTypeParser(20, Number);

interface Rows {
  account: { available: number; pending: number; debt: number } | undefined;
  lots: { remaining: number; state: string }[];
}

const ACCOUNT =
  'select available, pending, debt, account_id from points_accounts where shop_id = 1 and customer_id = $1';
const LOTS =
  'select remaining, state, available_at, expires_at from points_lots where shop_id = 1 and account_id = $1 and remaining > 0';

const [url = '', secret = ''] = process.argv.slice(2);
const read = url.startsWith('sqlite:') ? sqlite(url.slice('sqlite:'.length)) : postgres(url);

const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const query = new URLSearchParams(request.url?.split('?')[1]);
  const given = Buffer.from(query.get('signature') ?? '');
  query.delete('signature');
  const text = [...query]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('');
  const expected = Buffer.from(createHmac('sha256', secret).update(text).digest('hex'));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.statusCode = 401;
    return void response.end();
  }
  const { account, lots } = await read(query.get('logged_in_customer_id') ?? '');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ...account, lots }));
}
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
process.once('SIGTERM', () => process.exit());

type Read = (customerId: string) => Rows | Promise<Rows>;

function sqlite(file: string): Read {
  const client = new SqliteClient(file, { readonly: true });
  const account = client.prepare<[string], Rows['account'] & { account_id: string }>(ACCOUNT.replace('$1', '?'));
  const lots = client.prepare<[string], Rows['lots'][number]>(LOTS.replace('$1', '?'));
  return (customerId) => {
    const found = account.get(customerId);
    return { account: found, lots: found ? lots.all(found.account_id) : [] };
  };
}

function postgres(connectionString: string): Read {
  const pool = new pg.Pool({ connectionString, max: 10 });
  return async (customerId) => {
    const found = await pool.query({ name: 'account', text: ACCOUNT, values: [customerId] });
    const account = found.rows[0];
    const lots = account ? await pool.query({ name: 'lots', text: LOTS, values: [account.account_id] }) : { rows: [] };
    return { account, lots: lots.rows };
  };
}
