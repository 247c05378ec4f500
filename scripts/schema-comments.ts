import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Comments before the keys of the schemas in a folder, by where they are: `jobSchema.progress` is that
 * before the key `progress` in the schema that the constant `jobSchema` holds.
 */
export function schemaComments(folder: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node, place: string): void => {
      const name = keyOf(node);
      const inside = name === undefined ? place : place === '' ? name : `${place}.${name}`;
      const comment = name === undefined ? undefined : commentBefore(node, text);
      if (comment !== undefined) comments.set(inside, comment);
      ts.forEachChild(node, (child) => {
        visit(child, inside);
      });
    };
    visit(source, '');
  }
  return comments;
}

/** Name of a constant or of a key. */
function keyOf(node: ts.Node): string | undefined {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) return node.name.text;
  if (!ts.isPropertyAssignment(node)) return undefined;
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : undefined;
}

/** The last `/** … *\/` before a key, as one line. */
function commentBefore(node: ts.Node, text: string): string | undefined {
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const last = ranges.at(-1);
  if (last === undefined) return undefined;
  const comment = text.slice(last.pos, last.end);
  if (!comment.startsWith('/**')) return undefined;
  return comment
    .slice(3, -2)
    .replace(/\s*\n\s*\* ?/g, ' ')
    .trim();
}
