#!/usr/bin/env node
// Runs the built program on the Node.js that came with its packages, whatever the machine has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = here('../dist/bin/cuaso.js');
const node = here('../node_modules/node/bin/node');

if (!existsSync(program)) {
  console.error('cuaso: the program was not built. Run `npm install` (or `npm run build`) in its folder.');
  process.exit(1);
}
if (Number(process.versions.node.split('.')[0]) >= 24) await import('../dist/bin/cuaso.js');
else if (existsSync(node)) {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} else {
  console.error(
    `cuaso: Node.js 24 is needed, this is ${process.versions.node}. Run \`npm install\` in the program's folder; it brings one along.`,
  );
  process.exit(1);
}
