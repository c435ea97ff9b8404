/** `npm run words:export -- zh out.csv` and `npm run words:import -- zh out.csv`. */
import { join } from 'node:path';
import { exportWords, importWords } from './exchange.ts';
import { SheetError } from './sheet.ts';

const [way, language, file] = process.argv.slice(2);
const words = join(import.meta.dirname, '../../words');

try {
  if (language === undefined || file === undefined || language.includes('.'))
    throw new SheetError(`say which language and which file, as in npm run words:${way} -- zh words.csv`);
  if (way === 'export') console.log(`${exportWords(words, language, file)} texts in ${file}`);
  else console.log([...(await importWords(words, language, file)), 'All texts are in.'].join('\n'));
} catch (error) {
  if (!(error instanceof SheetError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
