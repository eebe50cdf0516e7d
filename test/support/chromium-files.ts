/**
 * Chromium as npm brings it, unpacked once per version: the browser, its fonts and the libraries that a bare machine lacks.
 * The package unpacks into the temporary folder under fixed names, which two first runs or two users cannot share
 * (ETXTBSY, EACCES); so it is let loose in a folder of its own, which is then renamed into place.
 */
import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface ChromiumFiles {
  executable: string;
  /** Folder of shared libraries, for LD_LIBRARY_PATH. */
  libraries: string;
  /** Folder of the `fonts.conf`, for FONTCONFIG_PATH. */
  fonts: string;
}

const run = promisify(execFile);
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export async function unpackChromium(): Promise<ChromiumFiles> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const parent = await cacheFolder();
  const place = join(parent, `chromium-${version}`);
  if (!(await exists(place))) {
    const fresh = await mkdtemp(join(parent, 'chromium-unpacking-'));
    try {
      await run(process.execPath, ['--input-type=module', '--eval', UNPACK], {
        cwd: projectFolder,
        env: { ...process.env, TMPDIR: fresh, PACKED: join(packageFolder, 'bin') },
      });
      await writeFile(join(fresh, 'fonts', 'fonts.conf'), fontConfiguration(join(place, 'fonts')));
      await rename(fresh, place).catch(async (error: NodeJS.ErrnoException) => {
        // Another run was faster: its copy is as good.
        if (!(error.code === 'ENOTEMPTY' || error.code === 'EEXIST')) throw error;
      });
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }
  return { executable: join(place, 'chromium'), libraries: join(place, 'al2023', 'lib'), fonts: join(place, 'fonts') };
}

const UNPACK = `
  import chromium, { inflate } from '@sparticuz/chromium';
  import { join } from 'node:path';
  await chromium.executablePath();
  await inflate(join(process.env.PACKED, 'al2023.tar.br'));
`;

/** The package's own names folders of another machine. Only the fonts that were unpacked: pages look the same everywhere. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`;
}

/** Beside the installed packages; where those belong to somebody else, a folder of our own in the temporary folder. */
async function cacheFolder(): Promise<string> {
  const beside = join(projectFolder, 'node_modules', '.cache');
  try {
    await mkdir(beside, { recursive: true });
    await access(beside, constants.W_OK);
    return beside;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EROFS') throw error;
  }
  const own = join(tmpdir(), `regulars-${userInfo().username}`);
  await mkdir(own, { recursive: true, mode: 0o700 });
  if ((await stat(own)).uid !== process.getuid?.()) throw new Error(`${own} belongs to somebody else`);
  return own;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
