export function isForeignBuild(folder: string, sources: string): boolean;
