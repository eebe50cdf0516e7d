/**
 * Loaded before every entry point (`node --import`): a Node that cannot run TypeScript would stop with a riddle. Plain
 * JavaScript, so that an old one can read it.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)) {
  console.error(
    `Regulars needs Node 22.18 or newer; this is ${process.version} (${process.execPath}).\n` +
      'On Linux and Windows "npm ci" brings one that npm scripts use: start it with npm, e.g. "npm start" or "npm run demo".\n' +
      'On a Mac install a newer Node from nodejs.org.',
  );
  process.exit(1);
}
