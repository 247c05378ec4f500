/** Name of a file or folder, without the folders it lies in. */
export function fileName(path: string): string {
  return path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, '');
}
