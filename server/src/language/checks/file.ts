import type { AstNode, LangiumDocument } from 'langium';
import { isClosed } from '../../base/strings.ts';
import { conflictsIn } from '../conflicts.ts';
import { propertyNode } from '../cst.ts';
import * as ast from '../generated/ast.ts';
import type { NameError } from '../linker.ts';
import { eachNode } from '../walk.ts';
import { checkActivity, checkDuration, checkFieldEvidence, checkProbability, checkVariant } from './evidence.ts';
import { checkMemberNames } from './names.ts';
import { type Problem, problemAt } from './problem.ts';

/**
 * Everything wrong with a linked file that can be told from the file itself and what it refers to.
 *
 * @param keep answers what is known of a declaration that was looked at before, or else takes a look
 */
export function checkFile(
  document: LangiumDocument,
  keep: (declaration: ast.Declaration, look: () => Problem[]) => Problem[] = (_, look) => look(),
): Problem[] {
  const text = document.textDocument.getText();
  const [conflict] = conflictProblems(text);
  if (conflict) return [conflict];
  const { declarations } = document.parseResult.value as ast.File;
  return [
    ...syntaxProblems(document, text),
    ...nameProblems(document),
    ...declarations.flatMap((declaration) => keep(declaration, () => declarationProblems(declaration, text))),
  ];
}

/** A conflict is all there is to say: of what it makes of the file nothing is meant. */
function conflictProblems(text: string): Problem[] {
  const marks = conflictsIn(text);
  return marks.slice(0, 1).map(({ start, end }) => ({
    code: 'language/merge-conflict',
    message: `This file has an unresolved merge conflict (${marks.length} markers). Choose a side and delete the markers; until then the first side is read.`,
    start,
    end,
    replacements: [],
    related: [],
  }));
}

function syntaxProblems(document: LangiumDocument, text: string): Problem[] {
  const { lexerErrors, parserErrors } = document.parseResult;
  const problems: Problem[] = lexerErrors.map((error) => ({
    code: 'language/syntax',
    message: error.message,
    start: error.offset,
    end: error.offset + error.length,
    replacements: [],
    related: [],
  }));
  for (const error of parserErrors) {
    const { token } = error;
    const previous = 'previousToken' in error ? (error.previousToken as typeof token | undefined) : undefined;
    // An end of file, or a token the parser made up, has no place of its own: the last word before it has.
    const known = [token, previous].find(
      (candidate) => candidate && Number.isFinite(candidate.startOffset) && candidate.startOffset >= 0,
    );
    const start = known ? known.startOffset : lastWord(text);
    const end =
      known?.endOffset !== undefined && Number.isFinite(known.endOffset)
        ? known.endOffset + 1
        : Math.min(start + 1, text.length);
    problems.push({ code: 'language/syntax', message: error.message, start, end, replacements: [], related: [] });
  }
  return problems;
}

function lastWord(text: string): number {
  return Math.max(0, text.trimEnd().length - 1);
}

function nameProblems(document: LangiumDocument): Problem[] {
  const problems: Problem[] = [];
  for (const reference of document.references) {
    const error = reference.error as NameError | undefined;
    // A choice that does not exist is judged with the type of its field.
    if (!error || error.info.container.$type === ast.ChoiceValue.$type || !reference.$refText) continue;
    // Where the object is unknown, saying that its field is unknown too says nothing new.
    if (error.info.property === 'field' && ast.isFieldRef(error.info.container) && !error.info.container.object?.ref)
      continue;
    problems.push(
      problemAt(
        error.ambiguous ? 'language/ambiguous-name' : 'language/unknown-name',
        reference.$refNode,
        error.message,
        error.suggestions ?? [],
      ),
    );
  }
  return problems;
}

function declarationProblems(declaration: ast.Declaration, text: string): Problem[] {
  const problems: Problem[] = [];
  eachNode(declaration, (node) => {
    switch (node.$type) {
      case ast.FieldEvidence.$type:
        problems.push(...checkFieldEvidence(node as ast.FieldEvidence));
        break;
      case ast.ActivityEvidence.$type:
        problems.push(...checkActivity(node as ast.ActivityEvidence));
        break;
      case ast.Duration.$type:
        problems.push(...checkDuration(node as ast.Duration));
        break;
      case ast.CrmStage.$type:
        problems.push(...checkProbability(node as ast.CrmStage));
        break;
      case ast.Variant.$type:
        problems.push(...checkVariant(node as ast.Variant));
        break;
    }
    problems.push(...textProblems(node, text));
  });
  problems.push(...checkMemberNames(declaration));
  return problems;
}

const TEXT_PROPERTIES = ['text', 'label', 'url', 'value', 'reason'] as const;

/** Texts without their closing quotes, and texts that say nothing. */
function textProblems(node: AstNode, text: string): Problem[] {
  const problems: Problem[] = [];
  for (const property of TEXT_PROPERTIES) {
    if (typeof (node as unknown as Record<string, unknown>)[property] !== 'string') continue;
    const cst = propertyNode(node, property);
    if (!cst || cst.length === 0 || text[cst.offset] !== '"') continue;
    if (cst.text === '""')
      problems.push(problemAt('language/incomplete', cst, 'This text is empty. Write what it should say.'));
    if (isClosed(cst.text)) continue;
    problems.push({
      ...problemAt(
        'language/unclosed-text',
        cst,
        'This text is not closed. Add the closing quotation mark; a text over several lines goes between `"""`.',
      ),
      end: cst.offset + 1,
    });
  }
  return problems;
}
