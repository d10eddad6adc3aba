import { adoptStyles } from '../common/base/components/adoptStyles.js';
import styles from './smallTable.css' with { type: 'text' };

// The list of a table's reports and that of a history's revised values look alike. Whichever loads first brings the style sheet of both.
adoptStyles(styles);
