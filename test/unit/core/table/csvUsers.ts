import { definition } from './support.js';

export const users = definition([
  { name: 'Report Refresh Date', type: 'date' },
  { name: 'User Principal Name', type: 'text', identity: true },
  { name: 'Is Deleted', type: 'boolean' },
  { name: 'Call Count', type: 'number', unit: 'count' },
  { name: 'Audio Duration', type: 'duration' },
  { name: 'Assigned Products', type: 'list' },
  { name: 'Used Chrome OS', type: 'boolean', versions: ['beta'] },
]);
export const header = 'Report Refresh Date,User Principal Name,Is Deleted,Call Count,Audio Duration,Assigned Products';
