/** `npm run build`: the embedded admin page into `dist/admin`, unless what lies there is newer than everything it is made of. */
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The page imports its own files, the shared ones of the slices and, for its preview, the words and styles of the theme blocks. */
const SOURCES = ['web', 'extensions', 'vite.config.ts', 'package-lock.json'];
const RESULT = 'dist/admin/index.html';

/** Returns whether it had to be built. */
export async function buildAdminPage(): Promise<boolean> {
  const built = await changedAt(RESULT);
  const changed = await Promise.all(SOURCES.map(newestBelow));
  if (built !== null && built > Math.max(...changed)) return false;
  // A process of its own: a test runner has set NODE_ENV, and React would become its slow development build.
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    // Vite keeps compiled code; in the project, not in the system's temporary folder.
    env: { ...process.env, NODE_ENV: 'production', NODE_COMPILE_CACHE: join(root, '.cache', 'node') },
  });
  return true;
}

async function newestBelow(path: string): Promise<number> {
  const here = (await changedAt(path)) ?? 0;
  if (!(await stat(join(root, path))).isDirectory()) return here;
  const inside = await readdir(join(root, path), { recursive: true });
  return Math.max(here, ...(await Promise.all(inside.map(async (name) => (await changedAt(join(path, name))) ?? 0))));
}

/** Ms of the last change; null when it does not exist. */
async function changedAt(path: string): Promise<number | null> {
  try {
    return (await stat(join(root, path))).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

if (import.meta.main) {
  console.log(
    (await buildAdminPage()) ? 'The admin page is built: dist/admin' : 'The admin page is up to date: dist/admin',
  );
}
