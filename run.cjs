// Runs a file of the project: `node run.cjs local/start.ts`; without one, it only looks whether this Node can. Every
// Node reads this file, while those that do not strip types die at ours of ERR_UNKNOWN_FILE_EXTENSION.
if (!process.features.typescript) {
  console.error(
    `Node ${process.version} is too old: run "npm rebuild node --ignore-scripts=false", which brings the project its own Node, or use Node 22.18 or later.`,
  );
  process.exit(1);
}
process.argv.splice(1, 1);
if (process.argv[1]) {
  process.argv[1] = require('node:path').resolve(process.argv[1]);
  import(require('node:url').pathToFileURL(process.argv[1]).href).catch((fault) => {
    // What Node can't read of the files that a vendor edits is told as all other mistakes in them are: in a sentence.
    const [, file, line] = /shared\/((?:catalog\/yours|settings)\.ts):(\d+)/.exec(fault?.stack ?? '') ?? [];
    if (!file) throw fault;
    console.error(`shared/${file} can't be read: see line ${line}. ${fault.message}`);
    process.exit(1);
  });
}
