/** Whether the page runs on a Mac, whose keyboards have ⌘ where others have Ctrl. */
export const isMac = typeof navigator === 'object' && navigator.userAgent.includes('Mac OS');
