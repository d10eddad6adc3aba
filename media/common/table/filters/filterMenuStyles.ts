import { adoptStyles } from '../../base/components/adoptStyles.js';
import styles from './filterMenu.css' with { type: 'text' };

// The filter of a column and the menu of all columns look alike. Whichever loads first brings the style sheet of both.
adoptStyles(styles);
