import fs, { type Dirent, type Stats } from 'node:fs';

/*
 * What `node:fs/promises` offers, for what every run reads. Loading that module takes Node longer than reading a project,
 * because it brings streams and the line editor along.
 */

/** @throws an error of the file system, as the others do */
export async function stat(file: string): Promise<Stats> {
  return fs.statSync(file);
}

/** The path without symbolic links. */
export async function realpath(file: string): Promise<string> {
  return fs.realpathSync.native(file);
}

/** What a folder holds, with the kinds of entries. */
export async function readFolder(folder: string): Promise<Dirent[]> {
  return fs.readdirSync(folder, { withFileTypes: true });
}

/** The bytes of a file. */
export async function readBytes(file: string): Promise<Uint8Array> {
  return fs.readFileSync(file);
}

/** A file as UTF-8 text. */
export async function readUtf8(file: string): Promise<string> {
  return fs.readFileSync(file, 'utf8');
}
