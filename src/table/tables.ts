/**
 * What others do with tables, as one script that is loaded with the first report: nobody needs it to look at the sidebar. Views and
 * pictures are in it because they know the tables that its decoders make.
 */
export { decodeCsv } from './csv.js';
export { decodeJson } from './json.js';
export { picturesOf } from './pictures.js';
export { viewOf } from './view.js';
