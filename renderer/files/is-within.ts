/** Whether a path is a folder or something in it; paths as the engine gives them, without `..`. */
export function isWithin(folder: string, path: string): boolean {
  const separator = folder.includes('\\') ? '\\' : '/';
  return (
    path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator)
  );
}
