import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../base/nearest.ts';
import type { Process } from '../../model/model.ts';
import { type FileTheme, themes } from '../../overlay/theme.ts';
import { plural } from '../../report/words.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { errorLines, type LoadedProject, languageErrors, loadProject, type SourceOptions } from '../loadProject.ts';
import { Painter, type Picture, type PictureFormat, pictureFormats } from '../picture.ts';
import { modelAt } from '../revision.ts';
import { writeFileAtomically } from '../writeFile.ts';

interface RenderOptions extends SourceOptions {
  readonly output?: string;
  readonly format?: PictureFormat;
  readonly process?: string;
  readonly theme: FileTheme;
  readonly scale: number;
  readonly font?: readonly string[];
  readonly diff?: string;
}

export const define: Define = (command, io, end) => {
  command
    .argument('[paths...]', 'files or folder of one project; - reads standard input')
    .option('-o, --output <path>', 'file, or folder for a picture of every process; standard output without it')
    .addOption(
      new Option('--format <format>', 'what to draw; taken from the name of the file if it tells').choices(
        pictureFormats,
      ),
    )
    .option('--process <name>', 'only that process')
    .addOption(new Option('--theme <theme>', 'colours').choices(themes).default('light'))
    .option('--scale <factor>', 'pixels per CSS pixel of a PNG, 1 to 4', scale, 2)
    .option(
      '--font <file>',
      'font file for characters the built-in font does not have; may be repeated',
      (file: string, all: string[] = []) => [...all, file],
    )
    .option('--config <file>', 'configuration to use, in place of the nearest salesflow.config.json')
    .option('--stdin', 'read one file from standard input')
    .option('--stdin-filename <file>', 'name of that file, which decides its project')
    .option('--diff <revision>', 'mark what changed since a git revision')
    .addHelpText(
      'after',
      examples([
        'salesflow render -o journey.svg',
        'salesflow render -o pictures/ --format png --theme dark',
        'salesflow render --process NewBusiness -o new-business.html',
        'salesflow render --diff origin/main -o changes.png',
      ]),
    )
    .action(async (paths: string[], options: RenderOptions) => end(await render(io, paths, options)));
};

function scale(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 4)) throw new InvalidArgumentError('It must lie between 1 and 4.');
  return value;
}

async function render(io: Io, paths: readonly string[], options: RenderOptions): Promise<number> {
  const format = formatOf(options);
  const project = await loadProject(io, paths, options);
  const errors = languageErrors(project.findings);
  if (errors.length > 0) {
    io.err(`${errorLines(io, project, errors)}salesflow: the picture leaves out what these errors hide.\n`);
  }
  const processes = chosen(project, options.process);
  const painter = new Painter(io, { format, theme: options.theme, scale: options.scale, fonts: options.font ?? [] });
  const before =
    options.diff === undefined ? undefined : await modelAt(io, project.input, project.config, options.diff);
  const pictures: Picture[] = [];
  for (const process of processes) pictures.push(await painter.paint(project, process, before));
  await write(io, pictures, options);
  const missing = [...new Set(pictures.flatMap((picture) => picture.missing))];
  if (missing.length > 0) {
    io.err(
      `salesflow: the font has no picture of ${missing.slice(0, 20).join(' ')}. Name one that has with --font FILE.\n`,
    );
  }
  return exitCodes.ok;
}

async function write(io: Io, pictures: readonly Picture[], { output }: RenderOptions): Promise<void> {
  if (output === undefined || output === '-') {
    if (pictures.length > 1)
      throw new UsageError(
        `There are ${pictures.length} processes. Choose one with --process, or name a folder with -o.`,
      );
    const [picture] = pictures;
    if (picture && typeof picture.content !== 'string' && io.outIsTerminal)
      throw new UsageError('A PNG cannot be shown here. Name a file with -o.');
    if (picture) io.out(picture.content);
    return;
  }
  const isFolder = isFolderName(output);
  if (!isFolder && pictures.length > 1) {
    throw new UsageError(
      `There are ${pictures.length} processes and one file ${output}. Choose one with --process, or name a folder ending in /.`,
    );
  }
  for (const { name, content } of pictures) {
    const file = isFolder ? path.join(output, name) : output;
    await writeFileAtomically(path.resolve(io.cwd, file), content);
    io.err(`${file}\n`);
  }
  if (pictures.length > 1) io.err(`${plural(pictures.length, 'picture')} written.\n`);
}

function isFolderName(output: string): boolean {
  return /[\\/]$/.test(output) || path.extname(output) === '';
}

function formatOf({ format, output }: RenderOptions): PictureFormat {
  if (format) return format;
  const extension = output === undefined ? '' : path.extname(output).slice(1).toLowerCase();
  if (extension === '') return 'svg';
  const known = pictureFormats.find((one) => one === extension);
  if (!known)
    throw new UsageError(`There is no picture format "${extension}". The formats are ${pictureFormats.join(', ')}.`);
  return known;
}

function chosen({ model }: LoadedProject, name: string | undefined): readonly Process[] {
  if (model.processes.length === 0)
    throw new UsageError('There is no process to draw. Declare one: process NAME for JOURNEY { … }');
  if (name === undefined) return model.processes;
  const found = model.processes.filter((process) => process.name === name);
  if (found.length > 0) return found;
  const near = nearest(
    name,
    model.processes.map((process) => process.name),
  )[0];
  throw new UsageError(
    `There is no process "${name}". ${near ? `Did you mean "${near}"?` : `The processes are ${model.processes.map((one) => one.name).join(', ')}.`}`,
  );
}
