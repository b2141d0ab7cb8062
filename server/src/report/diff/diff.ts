import type { ProjectModel } from '../../model/model.ts';
import type { ProcessDiff } from './change.ts';
import { diffDeclarations } from './declarations.ts';
import { diffJourneys } from './journeys.ts';
import { diffProcesses } from './processes.ts';

/**
 * Compares two states of a project by meaning: layout, comments, the order of declarations and the files they stand in
 * make no difference, and what was renamed is told as renamed. The same models give the same changes in the same order.
 */
export function diffProjects(before: ProjectModel, after: ProjectModel): ProcessDiff {
  return {
    changes: [...diffJourneys(before, after), ...diffDeclarations(before, after), ...diffProcesses(before, after)],
  };
}
