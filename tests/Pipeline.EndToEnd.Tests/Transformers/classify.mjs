// Classifies the texts of a JSON list on standard input with an exported folder: node classify.mjs FOLDER DTYPE
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { env, pipeline } from '@huggingface/transformers';

const [folder, dtype] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = dirname(folder);
const classify = await pipeline('text-classification', basename(folder), { dtype });
const results = [];
for (const text of JSON.parse(readFileSync(0, 'utf8')))
  results.push(await classify(text, { top_k: null }));
console.log(JSON.stringify(results));
