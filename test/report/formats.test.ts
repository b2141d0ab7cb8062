import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XMLParser } from 'fast-xml-parser';
import { parse as parseJUnit, type TestSuites } from 'junit2json';
import { describe, expect, test } from 'vitest';
import { printCheckstyle } from '../../server/src/report/formats/checkstyle.ts';
import { printConcise } from '../../server/src/report/formats/concise.ts';
import { printGitHub } from '../../server/src/report/formats/github.ts';
import { printGitLab } from '../../server/src/report/formats/gitlab.ts';
import { formats } from '../../server/src/report/formats/index.ts';
import { type JsonReport, printJson } from '../../server/src/report/formats/json.ts';
import { printJsonLines } from '../../server/src/report/formats/jsonl.ts';
import { printJUnit } from '../../server/src/report/formats/junit.ts';
import { printRdjson } from '../../server/src/report/formats/rdjson.ts';
import { compareText } from '../../server/src/report/locate.ts';
import { joined } from '../../server/src/report/pieces.ts';
import type { Report } from '../../server/src/report/report.ts';
import { findingOn, hostileMessages, hostileNames, reportOf, sourceFile, unicodeText } from './support.ts';

const schema = (name: string) => JSON.parse(readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8'));
const reportSchema = JSON.parse(
  readFileSync(new URL('../../server/schema/report.schema.json', import.meta.url), 'utf8'),
);

function hostileReport(): Report {
  const files = hostileNames.map((name) => sourceFile(name, unicodeText));
  const findings = files.flatMap((file) =>
    hostileMessages.map((message) =>
      findingOn(file, 'interested', {
        message,
        related: [{ message, span: findingOn(file, 'AE').span }],
        fixes: () => [
          { title: message, safety: 'safe', edits: [{ span: findingOn(file, 'interested').span, newText: '終' }] },
        ],
      }),
    ),
  );
  return reportOf(files, findings);
}

const unicodeFile = sourceFile('a.salesflow', unicodeText);
const unicodeReport = reportOf([unicodeFile], [findingOn(unicodeFile, 'interested')]);
const unicodeLine = unicodeText.split('\n')[1]!;

describe('JSON', () => {
  const check = new Ajv2020({ allErrors: true }).compile(reportSchema);

  test('keeps its published contract on hostile input and on none', () => {
    for (const report of [hostileReport(), unicodeReport, reportOf([], [])]) {
      check(JSON.parse(printJson(report)));
      expect(check.errors ?? []).toEqual([]);
    }
  });

  test('counts columns in UTF-16 units, the end exclusive', () => {
    const report: JsonReport = JSON.parse(printJson(unicodeReport));
    const { start, end } = report.findings[0]!;
    expect(unicodeLine.slice(start.column - 1, end.column - 1)).toBe('interested');
    expect(start.line).toBe(2);
  });

  test('counts what is hidden', () => {
    const report = reportOf([unicodeFile], [findingOn(unicodeFile, 'interested', { severity: 'error' })], {
      hidden: { error: 0, warning: 4, info: 1, hint: 0 },
    });
    expect(JSON.parse(printJson(report)).summary).toMatchObject({
      errors: 1,
      warnings: 4,
      infos: 1,
      shown: 1,
      hidden: 5,
    });
    expect(printConcise(report)).toContain('1 error, 4 warnings, 1 note in 1 file; 1 of 6 shown.');
  });

  test('as lines has one finding a line', () => {
    const lines = printJsonLines(hostileReport()).trimEnd().split('\n');
    expect(lines).toHaveLength(hostileNames.length * hostileMessages.length);
    expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(printJson(hostileReport())).findings);
  });
});

describe('rdjson', () => {
  const check = new Ajv().compile(schema('rdjson.schema.json'));

  test("is what reviewdog's definition asks for", () => {
    for (const report of [hostileReport(), reportOf([], [])]) {
      check(JSON.parse(printRdjson(report)));
      expect(check.errors ?? []).toEqual([]);
    }
  });

  test('counts columns in UTF-8 bytes', () => {
    const { range } = JSON.parse(printRdjson(unicodeReport)).diagnostics[0].location;
    const bytes = Buffer.from(unicodeLine, 'utf8');
    expect(bytes.subarray(range.start.column - 1, range.end.column - 1).toString('utf8')).toBe('interested');
  });
});

describe('GitLab', () => {
  const check = new Ajv().compile(schema('gitlab.schema.json'));

  test('has the documented shape and no fingerprint twice', () => {
    const issues: { fingerprint: string }[] = JSON.parse(printGitLab(hostileReport()));
    check(issues);
    expect(check.errors ?? []).toEqual([]);
    expect(new Set(issues.map((issue) => issue.fingerprint)).size).toBe(issues.length);
  });

  test('keeps a fingerprint when text moves, and tells apart what it is about', () => {
    const moved = sourceFile('a.salesflow', `\n\n// moved\n${unicodeText}`);
    const print = (report: Report) => JSON.parse(printGitLab(report))[0].fingerprint;
    expect(print(reportOf([moved], [findingOn(moved, 'interested')]))).toBe(print(unicodeReport));
    const other = findingOn(unicodeFile, 'interested', { path: 'NewBusiness/Demo/exit/done[0]' });
    expect(print(reportOf([unicodeFile], [other]))).not.toBe(print(unicodeReport));
  });
});

/** As the runner of GitHub Actions takes a line apart. */
function parseCommand(line: string): { name: string; properties: Record<string, string>; data: string } {
  const [, info, data] = /^::(.*?)::(.*)$/s.exec(line)!;
  const [name, ...rest] = info!.split(' ');
  const decode = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = rest
    .join(' ')
    .split(',')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1))]);
  return { name: name!, properties: Object.fromEntries(pairs), data: decode(data!) };
}

describe('GitHub commands', () => {
  test('are read back as they were meant, whatever the names and messages', () => {
    for (const name of hostileNames) {
      for (const message of hostileMessages) {
        const file = sourceFile(name, unicodeText);
        const lines = printGitHub(reportOf([file], [findingOn(file, 'interested', { message })]))
          .trimEnd()
          .split('\n');
        expect(lines).toHaveLength(1);
        const command = parseCommand(lines[0]!);
        expect(command.name).toBe('warning');
        expect(command.properties).toMatchObject({
          file: name,
          line: '2',
          endLine: '2',
          col: String(unicodeLine.indexOf('interested') + 1),
          title: 'salesflow factual/no-feelings',
        });
        expect(command.data.startsWith(message.slice(0, 5))).toBe(true);
      }
    }
  });

  test('are at most ten of a level, what the change touches first, and the tenth says how many more', () => {
    const text = Array.from({ length: 30 }, (_, index) => `word${index}x`).join('\n');
    const file = sourceFile('a.salesflow', text);
    const warnings = Array.from({ length: 30 }, (_, index) => findingOn(file, `word${index}x`));
    const error = findingOn(file, 'word29x', { severity: 'error', message: 'Broken.' });
    const report = reportOf([file], [...warnings, error], {
      touched: (finding) => finding.span.start === text.indexOf('word20x'),
    });
    const commands = printGitHub(report).trimEnd().split('\n').map(parseCommand);
    expect(commands.map((command) => command.name)).toEqual(['error', ...Array(10).fill('warning')]);
    expect(commands[1]!.properties.line).toBe('21');
    expect(commands.at(-1)!.data).toContain('(And 20 more warnings; see the summary.)');
  });
});

function xmllint(xsd: string, xml: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-xml-'));
  const file = path.join(folder, 'report.xml');
  writeFileSync(file, xml);
  const schemaFile = new URL(`schemas/${xsd}`, import.meta.url).pathname;
  execFileSync('xmllint', ['--noout', '--schema', schemaFile, file], { stdio: 'pipe' });
}

function hasXmllint(): boolean {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('xmllint is not installed: XML reports were read, but not held against their schemas.');
    return false;
  }
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => /^(file|error|testsuite|testcase)$/.test(name),
});

describe.each([
  ['junit.xsd', printJUnit],
  ['checkstyle.xsd', printCheckstyle],
])('%s', (xsd, print) => {
  test.runIf(hasXmllint())('holds for hostile input and for none', () => {
    for (const report of [hostileReport(), unicodeReport, reportOf([], [])]) xmllint(xsd, print(report));
  });
});

describe('JUnit', () => {
  test('is read by another program as it was meant, whatever the names and messages', async () => {
    const report = hostileReport();
    const read = (await parseJUnit(printJUnit(report))) as TestSuites;
    expect(read.testsuite!.map(({ name }) => name)).toEqual(
      // XML keeps no line break in an attribute unless it is written as a reference.
      [...hostileNames].sort(compareText),
    );
    for (const { tests, failures, testcase } of read.testsuite!) {
      expect([tests, failures, testcase!.length]).toEqual(Array(3).fill(hostileMessages.length));
      for (const { failure } of testcase!) expect(failure![0]!.type).toBe('factual/no-feelings');
    }
    const clean = (await parseJUnit(printJUnit(reportOf([], [])))) as TestSuites;
    expect([clean.tests, clean.failures]).toEqual([1, 0]);
  });

  test('has a suite per file and a failure per finding', () => {
    const { testsuites } = parser.parse(printJUnit(hostileReport()));
    expect(testsuites.testsuite.map((suite: { testcase: unknown[] }) => suite.testcase.length)).toEqual(
      hostileNames.map(() => hostileMessages.length),
    );
    expect(testsuites.failures).toBe(String(hostileNames.length * hostileMessages.length));
  });

  test('has a passing case when there is nothing to report, as servers refuse an empty report', () => {
    const { testsuites } = parser.parse(printJUnit(reportOf([], [])));
    expect(testsuites.testsuite[0].testcase).toHaveLength(1);
    expect(testsuites.failures).toBe('0');
  });
});

describe('Checkstyle', () => {
  test('carries names and messages through unchanged', () => {
    const file = sourceFile(hostileNames[1]!, unicodeText);
    const message = 'a <b> & "c"\n]]>';
    const { checkstyle } = parser.parse(
      printCheckstyle(reportOf([file], [findingOn(file, 'interested', { message })])),
      true,
    );
    expect(checkstyle.file[0].name).toBe(hostileNames[1]);
    expect(checkstyle.file[0].error[0].message.replace('&#10;', '\n')).toBe(message);
  });
});

describe('places on a line with emoji, wide and combining characters', () => {
  const column = unicodeLine.indexOf('interested') + 1;

  test('are lines from 1 and, where a format has columns, UTF-16 units', () => {
    const [issue] = JSON.parse(printGitLab(unicodeReport));
    expect(issue.location.lines).toEqual({ begin: 2, end: 2 });
    const { checkstyle } = parser.parse(printCheckstyle(unicodeReport));
    expect(checkstyle.file[0].error[0]).toMatchObject({ line: '2', column: String(column) });
    expect(printConcise(unicodeReport)).toContain(`a.salesflow:2:${column}: warning`);
    expect(printJUnit(unicodeReport)).toContain(`a.salesflow:2:${column}: warning`);
    expect(printJsonLines(unicodeReport)).toContain(`"start":{"line":2,"column":${column}}`);
  });
});

describe('every format', () => {
  test.each(Object.entries(formats))('%s gives the same bytes whatever the order of findings', (_name, { print }) => {
    const report = hostileReport();
    const shuffled = { ...report, findings: [...report.findings].reverse() };
    expect(joined(print(shuffled, {}))).toBe(joined(print(report, {})));
  });

  test.each(Object.entries(formats))('%s prints ten thousand findings', (_name, { print }) => {
    const file = sourceFile('a.salesflow', 'role AE "interested"\n'.repeat(100));
    const findings = Array.from({ length: 10_000 }, (_, index) =>
      findingOn(file, 'interested', { path: `P/S${index}` }),
    );
    expect(joined(print(reportOf([file], findings), {})).length).toBeGreaterThan(100);
  });
});
