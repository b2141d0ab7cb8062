/** What the exit code of every command means. */
export const exitCodes = {
  /** Done, nothing that fails a build. */
  ok: 0,
  /** Findings at or above the gate, files that are not formatted, output that is out of date. */
  findings: 1,
  /** The command line, the configuration or a file cannot be used. */
  usage: 2,
  /** A defect of this program. */
  internal: 3,
} as const;

/**
 * The exit code of a command line that cannot be carried out. `plan --detailed-exitcode` answers as Terraform does, so
 * that 2 always means changes: there it is 1.
 */
export function refusalCode(args: readonly string[]): number {
  const isDetailed = args.includes('plan') && args.includes('--detailed-exitcode');
  return isDetailed ? exitCodes.findings : exitCodes.usage;
}

/** Something the person running the command can put right: a sentence on what is wrong and one on the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The text of an error of Node's file system functions, in words. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
};
