/** Menu of the recent files. */
export const RECENT_MENU = 'Open recent';
