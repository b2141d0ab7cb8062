import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { printSarif } from '../../server/src/report/formats/sarif.ts';
import { multitool, sarifSchema, validate, withToolFingerprints } from './sarifMultitool.ts';
import { findingOn, hostileMessages, hostileNames, reportOf, root, sourceFile, unicodeText } from './support.ts';

const hasTool = multitool !== undefined;
if (!hasTool) console.warn("SARIF Multitool has no program for this machine: Microsoft's validator was not run.");

interface Log {
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    automationDetails: { id: string };
    columnKind: string;
    invocations: { toolExecutionNotifications?: { message: { text: string } }[] }[];
    results: {
      ruleId: string;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: Record<string, number> };
      }[];
      relatedLocations?: { id: number }[];
      partialFingerprints: { primaryLocationLineHash: string };
    }[];
  }[];
}

const read = (text: string) => (JSON.parse(text) as Log).runs[0]!;

function hostileReport() {
  const files = hostileNames.map((name) => sourceFile(name, unicodeText));
  const findings = files.flatMap((file) =>
    hostileMessages.map((message) =>
      findingOn(file, 'interested', { message, related: [{ message, span: findingOn(file, 'AE').span }] }),
    ),
  );
  return reportOf(files, findings);
}

describe('SARIF', () => {
  test('is valid against the 2.1.0 schema on hostile names and labels', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
    const { $schema: _draft, ...schema } = sarifSchema();
    const check = ajv.compile(schema);
    for (const report of [hostileReport(), reportOf([], [])]) {
      check(JSON.parse(printSarif(report, {})));
      expect(check.errors ?? []).toEqual([]);
    }
  });

  test.runIf(hasTool)("has no error from Microsoft's validator with GitHub's rules", () => {
    const file = sourceFile('sales/new business.salesflow', unicodeText);
    const finding = findingOn(file, 'interested');
    const many = reportOf([file], [finding, { ...finding, severity: 'error', rule: 'language/unknown-name', url: '' }]);
    const broken = printSarif(many, {}).replace('"shortDescription"', '"summary"');
    expect(validate(broken).map((remark) => remark.rule)).toContain('GH2012');
    for (const report of [many, hostileReport(), reportOf([file], [])]) {
      expect(validate(printSarif(report, {})).filter((remark) => remark.level !== 'note')).toEqual([]);
    }
  });

  test.runIf(hasTool)('carries the fingerprints that another implementation of GitHub’s algorithm computes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-fingerprints-'));
    const texts: Record<string, string> = {
      'short.salesflow': 'role AE "x"\nrole AE "x"\nrole AE "x"',
      'unicode.salesflow': unicodeText,
      'long.salesflow': `${'role AE "A long label that fills more than one hundred characters of the line by saying a lot"\n'.repeat(3)}\r\r\n\n  role AE`,
      'old mac.salesflow': 'role A "x"\rrole AE "y"\r\r role AE "y"\r',
    };
    const files = Object.entries(texts).map(([name, text]) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, name), text);
      return sourceFile(name, text);
    });
    const findings = files.flatMap((file) =>
      Array.from(file.text.matchAll(/AE/g), (match) => ({
        ...findingOn(file, 'AE'),
        span: { uri: file.uri, start: match.index, end: match.index + 2 },
      })),
    );
    const sarif = printSarif(reportOf(files, findings), {});
    const ours = read(sarif).results.map((result) => result.partialFingerprints.primaryLocationLineHash);
    expect(ours).toHaveLength(10);
    expect(ours).toEqual(withToolFingerprints(sarif, folder));
  });

  test('places a finding in UTF-16 columns, relative to the root and percent-encoded', () => {
    const file = sourceFile('süd/new business.salesflow', unicodeText);
    const { results, columnKind, automationDetails } = read(
      printSarif(reportOf([file], [findingOn(file, 'interested')]), {}),
    );
    expect(columnKind).toBe('utf16CodeUnits');
    expect(automationDetails.id).toBe('salesflow/lint/');
    const { artifactLocation, region } = results[0]!.locations[0]!.physicalLocation;
    expect(artifactLocation).toEqual({ uri: 's%C3%BCd/new%20business.salesflow', uriBaseId: '%SRCROOT%' });
    const column = unicodeText.split('\n')[1]!.indexOf('interested') + 1;
    expect(region).toEqual({ startLine: 2, startColumn: column, endLine: 2, endColumn: column + 10 });
  });

  test('lists all rules and no results for a clean run', () => {
    const run = read(printSarif(reportOf([], []), {}));
    expect(run.tool.driver.rules.map((rule) => rule.id)).toEqual(['factual/no-feelings', 'required/no-follow-up-step']);
    expect(run.results).toEqual([]);
  });

  test('gives a place to a finding on a file that could not be read', () => {
    const finding = {
      ...findingOn(sourceFile('a.salesflow', 'x'), 'x'),
      span: { uri: `${root}/gone.salesflow`, start: 7, end: 9 },
    };
    const { results } = read(printSarif(reportOf([], [finding]), {}));
    expect(results[0]!.locations[0]!.physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 1,
    });
  });

  test('keeps the 5,000 most severe and says how many are left out', () => {
    const file = sourceFile('a.salesflow', 'role AE "interested"\n');
    const warnings = Array.from({ length: 5_990 }, () => findingOn(file, 'interested'));
    const errors = Array.from({ length: 10 }, () => findingOn(file, 'AE', { severity: 'error' }));
    const run = read(printSarif(reportOf([file], [...warnings, ...errors]), {}));
    expect(run.results).toHaveLength(5_000);
    expect(run.results.slice(0, 10).every((result) => result.level === 'error')).toBe(true);
    expect(run.invocations[0]!.toolExecutionNotifications![0]!.message.text).toContain('1,000 further findings');
  });

  test('does not let a label make a link', () => {
    const file = sourceFile('a.salesflow', 'role AE\n');
    const finding = findingOn(file, 'AE', { message: 'See [docs](https://evil.example) now.' });
    expect(read(printSarif(reportOf([file], [finding]), {})).results[0]!.message.text).toBe(
      'See \\[docs](https://evil.example) now.',
    );
  });
});
