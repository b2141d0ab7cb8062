import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanProcess, commitAll, config, folderWith, put, salesflow, warningProcess } from './support.ts';

const feeling = 'done "The head of operations is excited about the product" proof deal.next_step_on is set';
const accepted = ['lint', '--baseline', 'accepted.json', '--fail-on', 'warning', '--format', 'concise'];

describe('a baseline', () => {
  test('accepts what is there, whatever moves, and nothing else', async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': warningProcess });
    expect(await salesflow(folder, [...accepted, '--update-baseline'])).toMatchObject({ code: 0 });
    const list = () => JSON.parse(readFileSync(path.join(folder, 'accepted.json'), 'utf8')).accepted;
    expect(list()).toEqual([
      { rule: expect.stringContaining('/'), path: expect.stringMatching(/^NewBusiness\/Terms\/exit\/done/), count: 1 },
    ]);

    put(folder, { 'p.salesflow': `// moved\n\n\n${warningProcess.replaceAll('    done', '\n        done')}` });
    const moved = await salesflow(folder, accepted);
    expect(moved.code, moved.out).toBe(0);
    expect(moved.out).toContain('1 accepted by the baseline');

    const another = warningProcess.replace('collect deal.next_step\n', `collect deal.next_step\n      ${feeling}\n`);
    put(folder, { 'p.salesflow': another });
    const fresh = await salesflow(folder, accepted);
    expect(fresh.code).toBe(1);
    expect(fresh.out.match(/: warning /g)).toHaveLength(1);

    put(folder, { 'p.salesflow': cleanProcess });
    const fixed = await salesflow(folder, accepted);
    expect(fixed.code).toBe(0);
    expect(fixed.err).toContain('no longer occurs');
    expect((await salesflow(folder, [...accepted, '--update-baseline'])).err).toContain('1 dropped');
    expect(list()).toEqual([]);
  });

  test('follows a criterion whose place in its list changes', async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': warningProcess });
    await salesflow(folder, [...accepted, '--update-baseline']);
    const first = 'done "Terms meeting held with the head of operations"';
    const clean = `done "Order form sent to the head of operations" proof document "Order form" sent\n      ${first}`;
    put(folder, { 'p.salesflow': warningProcess.replace(first, clean) });
    expect(await salesflow(folder, accepted)).toMatchObject({ code: 0, err: '' });
    put(folder, { 'p.salesflow': warningProcess.replace(first, `${feeling}\n      ${first}`) });
    const fresh = await salesflow(folder, accepted);
    expect(fresh.code).toBe(1);
    expect(fresh.out.match(/: warning /g)).toHaveLength(1);
    expect(fresh.err).toBe('');
  });

  test('keeps owner and day, and accepts no longer than that', async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': warningProcess });
    await salesflow(folder, [...accepted, '--update-baseline']);
    const file = path.join(folder, 'accepted.json');
    const value = JSON.parse(readFileSync(file, 'utf8'));
    Object.assign(value.accepted[0], { owner: 'Sales operations', expires: '2026-06-01' });
    writeFileSync(file, JSON.stringify(value));
    expect(await salesflow(folder, accepted)).toMatchObject({ code: 0 });
    const late = await salesflow(folder, accepted, { env: { SALESFLOW_TODAY: '2026-06-02' } });
    expect(late.code).toBe(1);
    expect(late.err).toContain('has expired');
    await salesflow(folder, [...accepted, '--update-baseline']);
    expect(JSON.parse(readFileSync(file, 'utf8')).accepted[0]).toMatchObject({
      owner: 'Sales operations',
      expires: '2026-06-01',
    });
  });

  test.each([
    ['{', 'not valid JSON'],
    ['{}', 'not a baseline'],
    ['{"version":1,"accepted":[{"rule":"a/b","path":"","count":0}]}', '"count"'],
    ['{"version":1,"accepted":[{"rule":"a/b","path":"","count":1,"expires":"soon"}]}', '"expires"'],
  ])('that is broken is told: %s', async (text, message) => {
    const folder = folderWith({ 'accepted.json': text, 'p.salesflow': cleanProcess });
    expect(await salesflow(folder, accepted)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});

describe('findings of a change', () => {
  const roles = 'role AE "Account executive"\n';
  const rest = cleanProcess.replace(roles, '');
  const make = () => {
    const folder = folderWith({
      'salesflow.config.json': config,
      'roles.salesflow': roles,
      'p.salesflow': rest.replace('collect deal.next_step\n', `collect deal.next_step\n      ${feeling}\n`),
    });
    commitAll(folder);
    return folder;
  };
  const since = ['lint', '--changed-since', 'HEAD', '--format', 'concise'];

  test('are none where nothing changed', async () => {
    expect((await salesflow(make(), since)).out).toContain('No findings');
  });

  test('are those on the declarations that changed', async () => {
    const folder = make();
    const text = readFileSync(path.join(folder, 'p.salesflow'), 'utf8');
    put(folder, {
      'p.salesflow': text
        .replace('within 14 days', `within 21 days`)
        .replace(
          'collect deal.amount\n',
          `collect deal.amount\n      ${feeling.replace('next_step_on', 'close_on')}\n`,
        ),
    });
    const { out } = await salesflow(folder, since);
    expect(out.match(/: warning /g), out).toHaveLength(1);
    expect(out).toMatch(/^p\.salesflow:(2[5-9]|3\d):/m);
  });

  test('are those in files that did not change too, where the change caused them', async () => {
    const folder = make();
    put(folder, { 'roles.salesflow': 'role AX "Account executive"\n' });
    const { out, code } = await salesflow(folder, since);
    expect(code).toBe(1);
    expect(out).toContain('p.salesflow');
    expect(out).toContain('`AE`');
    expect(out).not.toContain('excited');
  });

  test('include those of files that git does not know yet', async () => {
    const folder = make();
    put(folder, { 'new.salesflow': 'role AE "Again"\n' });
    expect((await salesflow(folder, since)).out).toContain('new.salesflow:1:6: error language/duplicate-name');
  });
});

describe('fixing', () => {
  const fixable = cleanProcess.replace(
    '    otherwise { after 30 days lose as NoDecision }\n    crm stage "Discovery"',
    '    crm stage "Discovery"',
  );

  test('in a dry run and as a difference writes nothing', async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': fixable });
    await salesflow(folder, ['lint', '--fix-suggestions', '--fix-dry-run']);
    const { out } = await salesflow(folder, ['lint', '--fix-suggestions', '--diff']);
    expect(readFileSync(path.join(folder, 'p.salesflow'), 'utf8')).toBe(fixable);
    if (out !== '') expect(out).toMatch(/^--- a\/p\.salesflow/);
  });

  test('keeps a byte order mark and what it does not touch', async () => {
    const folder = folderWith({ 'salesflow.config.json': config, 'p.salesflow': `\uFEFF${fixable}` });
    const { code } = await salesflow(folder, ['lint', '--fix-suggestions', '--fail-on', 'never']);
    expect(code).toBe(0);
    const text = readFileSync(path.join(folder, 'p.salesflow'), 'utf8');
    expect(text.startsWith('\uFEFFrole AE')).toBe(true);
    expect(text).toContain('won Won "Closed won"');
  });
});
