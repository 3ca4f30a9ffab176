/** Builds the program: `tsc` to dist/, stylesheets and islands to dist/assets/ under names that carry their hash. */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist', 'assets');
const next = `${out}.next`;

const entryPoints = globSync(['src/ui/styles/{portal,desk}.css', 'src/*/islands/*.{ts,tsx,css}', 'src/ui/assets/*'], {
  cwd: root,
});

rmSync(next, { recursive: true, force: true });
mkdirSync(next, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints,
  outdir: next,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx/dom',
  loader: { '.woff2': 'file', '.svg': 'copy', '.png': 'copy', '.ico': 'copy' },
  metafile: true,
  logLevel: 'warning',
});
const manifest: Record<string, string> = {};
for (const [file, output] of Object.entries(metafile.outputs)) {
  const built = basename(file);
  const source = output.entryPoint ?? Object.keys(output.inputs)[0] ?? built;
  const name =
    extname(source) === '.ts' || extname(source) === '.tsx'
      ? basename(source).replace(/\.tsx?$/, '.js')
      : basename(source);
  if (!built.endsWith(extname(name))) continue;
  manifest[name] = built;
}
writeFileSync(join(next, 'manifest.json'), JSON.stringify(manifest, null, 2));
rmSync(out, { recursive: true, force: true });
renameSync(next, out);

if (!process.argv.includes('--assets'))
  execFileSync('tsc', ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
