// Fails when the built UI outgrows its budget. Sizes are gzip, as sent; fonts are already compressed.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const assets = readdirSync(new URL('assets/', dist)).map((name) => `assets/${name}`);
const html = readFileSync(new URL('index.html', dist), 'utf8');

// The page names its entry script and everything that script imports statically.
const entry = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]);

const budgets = [
  { name: 'entry JS', limit: 25, files: entry },
  { name: 'console JS', limit: 130, files: assets.filter((file) => /\/(editor|QueryPage|CypherEditor)-.*\.js$/.test(file)) },
  { name: 'CSS', limit: 12, files: assets.filter((file) => file.endsWith('.css')) },
  { name: 'fonts', limit: 80, files: assets.filter((file) => file.endsWith('.woff2')) },
];

function kilobytes(file) {
  const bytes = readFileSync(new URL(file, dist));
  return (file.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length) / 1000;
}

const problems = [];
for (const { name, limit, files } of budgets) {
  const size = files.reduce((sum, file) => sum + kilobytes(file), 0);
  console.log(`${name.padEnd(12)} ${size.toFixed(1).padStart(6)} of ${limit} kB  (${files.length} files)`);
  if (files.length === 0) problems.push(`${name}: no file found`);
  if (size > limit) problems.push(`${name}: ${size.toFixed(1)} kB is over ${limit} kB`);
}
if (/<style|\sstyle=|<script(?![^>]*\ssrc=)/.test(html)) problems.push('index.html: inline script or style');

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
