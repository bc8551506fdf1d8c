/** Ends the process with one sentence where the scripts, which are TypeScript, cannot run. */
export function requireNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  console.error(
    `This needs Node 24, which \`npm ci\` brings along, but runs on ${process.version}: start it with npm, and if that was so, run \`npm rebuild node\`.`,
  );
  process.exit(1);
}
