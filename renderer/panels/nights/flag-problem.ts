import { flagSchema } from '../../../core/contract/requests/catalogue-requests.ts';

/** What is wrong with the name of a flag; undefined when nothing is. */
export function flagProblem(flag: string): string | undefined {
  if (flagSchema.safeParse(flag).success) return undefined;
  return 'A flag has letters, digits, blanks, dots, dashes and underscores, 50 at most, and begins with a letter or digit.';
}
