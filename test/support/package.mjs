// npm run package [-- file]: builds the extension for production and packages it, by default as out/m365-usage-reports.vsix
import path from 'node:path';
import process from 'node:process';
import { packageExtension } from './packageExtension.mjs';

console.log(await packageExtension(process.argv[2] && path.resolve(process.argv[2])));
