import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationToken,
  CancellationTokenSource,
  LSPErrorCodes,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { TestWorkspace } from './support/cursor.ts';

let workspace: TestWorkspace;
afterEach(() => workspace.close());

const codes = (name: string) => (workspace.client.diagnostics.get(workspace.uri(name)) ?? []).map(({ code }) => code);
const touch = (...names: string[]) =>
  workspace.client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: names.map((name) => ({ uri: workspace.uri(name), type: 2 })),
  });
const write = (name: string, text: string) => writeFileSync(path.join(workspace.folder, name), text);

const USES_ROLE = 'process P "P" {\n  owner AE\n  step A "Hold the call" { do "Call" }\n}\n';

describe('diagnostics', () => {
  it('carry the rule, a link to its page and its place', async () => {
    workspace = await TestWorkspace.open({ 'a.salesflow': USES_ROLE });
    const found = await workspace.client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    expect(found).toMatchObject({
      source: 'salesflow',
      severity: 1,
      codeDescription: { href: expect.stringContaining('https://') },
      range: { start: { line: 1, character: 8 } },
    });
  });

  it('go once another file declares what was missing, and come back when that file is deleted', async () => {
    workspace = await TestWorkspace.open({ 'a.salesflow': USES_ROLE });
    await workspace.client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    write('roles.salesflow', 'role AE "Account executive"\n');
    await touch('roles.salesflow');
    await workspace.client.until(() => !codes('a.salesflow').includes('language/unknown-name'), 'the role is known');
    rmSync(path.join(workspace.folder, 'roles.salesflow'));
    await touch('roles.salesflow');
    await workspace.client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
  });

  it('follow an edit of the configuration at once, in the editor or on disk', async () => {
    workspace = await TestWorkspace.open({ 'salesflow.config.json': '{}', 'a.salesflow': `role AE "a"\n${USES_ROLE}` });
    await workspace.client.found(workspace.uri('a.salesflow'), 'exit-criteria/has-exit');
    await workspace.client.open(
      workspace.uri('salesflow.config.json'),
      '{ "rules": { "exit-criteria/has-exit": "off" } }',
      'jsonc',
    );
    await workspace.client.until(() => !codes('a.salesflow').includes('exit-criteria/has-exit'), 'the rule is off');
    await workspace.client.change(
      workspace.uri('salesflow.config.json'),
      '{ "rules": { "exit-criteria/has-exitt": "off" } }',
    );
    const typo = await workspace.client.found(workspace.uri('salesflow.config.json'), 'config/invalid');
    expect(typo.message).toContain('has-exit');
    await workspace.client.found(workspace.uri('a.salesflow'), 'exit-criteria/has-exit');
  });

  it('say one thing about a merge conflict, and nothing else', async () => {
    workspace = await TestWorkspace.open({
      'a.salesflow': `role AE "a"\n<<<<<<< HEAD\nrole B "b"\n=======\nrole C "c"\nbroken {\n>>>>>>> other\n${USES_ROLE}`,
    });
    await workspace.client.found(workspace.uri('a.salesflow'), 'language/merge-conflict');
    expect(codes('a.salesflow')).toEqual(['language/merge-conflict']);
  });

  it('say the same of a file that is not open', async () => {
    const conflict = '<<<<<<< HEAD\nrole AE "a"\n=======\nrole SE "b"\nbroken {\n>>>>>>> other\n';
    workspace = await TestWorkspace.open(
      { 'a.salesflow': USES_ROLE, 'b.salesflow': conflict },
      {
        initializationOptions: { diagnostics: 'pull' },
        capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: {} } },
      },
      ['a.salesflow'],
    );
    const all = await workspace.request<{ items: { uri: string; items: { code: string }[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    const found = Object.fromEntries(all.items.map(({ uri, items }) => [uri, items.map(({ code }) => code)]));
    expect(found[workspace.uri('b.salesflow')]).toEqual(['language/merge-conflict']);
    // The first side is read.
    expect(found[workspace.uri('a.salesflow')]).not.toContain('language/unknown-name');
  });

  it('leave the rest of the editor working in a file with a merge conflict, and its text as it is', async () => {
    const text = `role AE "Account executive"\n<<<<<<< HEAD\nrole SE "Solutions"\n=======\nrole SE "Engineering"\n>>>>>>> other\n${USES_ROLE}`;
    workspace = await TestWorkspace.open({ 'a.salesflow': text, 'b.salesflow': USES_ROLE.replace('P "P"', 'Q "Q"') });
    await workspace.client.found(workspace.uri('a.salesflow'), 'language/merge-conflict');
    const hover = await workspace.request<{ contents: { value: string } }>(
      'textDocument/hover',
      workspace.at('b.salesflow', 'owner A‸E'),
    );
    expect(hover.contents.value).toContain('Account executive');
    const completion = await workspace.request<{ items: { label: string }[] }>(
      'textDocument/completion',
      workspace.at('a.salesflow', 'owner ‸AE'),
    );
    expect(completion.items.map(({ label }) => label)).toEqual(['AE', 'SE']);
    const document = { textDocument: { uri: workspace.uri('a.salesflow') } };
    expect(await workspace.request('textDocument/formatting', { ...document, options: {} })).toEqual([]);
    const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    expect(
      await workspace.request('textDocument/codeAction', { ...document, range, context: { diagnostics: [] } }),
    ).toEqual([]);
    await workspace.client.change(workspace.uri('a.salesflow'), text.replace(/^[<=>]{7}.*\n/gm, ''));
    await workspace.client.found(workspace.uri('a.salesflow'), 'language/duplicate-name');
    expect(codes('a.salesflow')).not.toContain('language/merge-conflict');
  });

  it('are given when asked for, of a file and of the workspace, and not twice', async () => {
    workspace = await TestWorkspace.open(
      { 'a.salesflow': USES_ROLE, 'b.salesflow': 'role B "b"\n' },
      {
        initializationOptions: { diagnostics: 'pull' },
        capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: {} } },
      },
    );
    const uri = workspace.uri('a.salesflow');
    const report = await workspace.request<{ resultId: string; items: unknown[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    expect(report.items).toContainEqual(expect.objectContaining({ code: 'language/unknown-name' }));
    const again = await workspace.request('textDocument/diagnostic', {
      textDocument: { uri },
      previousResultId: report.resultId,
    });
    expect(again).toEqual({ kind: 'unchanged', resultId: report.resultId });
    const all = await workspace.request<{ items: { uri: string }[] }>('workspace/diagnostic', {
      previousResultIds: [],
    });
    expect(all.items.map((item) => item.uri).sort()).toEqual([uri, workspace.uri('b.salesflow')]);
    expect(workspace.client.diagnostics.size).toBe(0);
  });
});

describe('projects', () => {
  it('in one workspace do not see each other', async () => {
    workspace = await TestWorkspace.open({
      'one/salesflow.config.json': '{}',
      'one/a.salesflow': 'role AE "a"\n',
      'two/salesflow.config.json': '{}',
      'two/b.salesflow': USES_ROLE,
    });
    await workspace.client.found(workspace.uri('two/b.salesflow'), 'language/unknown-name');
  });

  it('become one when the configuration between them goes', async () => {
    workspace = await TestWorkspace.open({
      'salesflow.config.json': '{}',
      'a.salesflow': 'role AE "a"\n',
      'two/salesflow.config.json': '{}',
      'two/b.salesflow': USES_ROLE,
    });
    await workspace.client.found(workspace.uri('two/b.salesflow'), 'language/unknown-name');
    rmSync(path.join(workspace.folder, 'two', 'salesflow.config.json'));
    await touch('two/salesflow.config.json');
    await workspace.client.until(
      () => !codes('two/b.salesflow').includes('language/unknown-name'),
      'the role of the outer project is known',
    );
  });

  it('are not needed: a file outside every folder and one that was never saved have findings too', async () => {
    workspace = await TestWorkspace.open({}, { folders: [] });
    await workspace.client.open('untitled:Untitled-1', USES_ROLE);
    await workspace.client.found('untitled:Untitled-1', 'language/unknown-name');
    await workspace.client.open('file:///nowhere/b.salesflow', USES_ROLE);
    await workspace.client.found('file:///nowhere/b.salesflow', 'language/unknown-name');
  });
});

describe('a file of another language', () => {
  it('is none of our business, whatever the editor sends; one of ours counts, whatever the editor calls it', async () => {
    workspace = await TestWorkspace.open({ 'roles.salesflow': 'role AE "Account executive"\n' });
    const { client } = workspace;
    await client.open(workspace.uri('notes.txt'), USES_ROLE, 'plaintext');
    await client.open(workspace.uri('a.salesflow'), USES_ROLE.replace('AE', 'XY'), 'plaintext');
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    expect(client.diagnostics.has(workspace.uri('notes.txt'))).toBe(false);
    await expect(
      workspace.request('textDocument/hover', {
        textDocument: { uri: workspace.uri('notes.txt') },
        position: { line: 1, character: 9 },
      }),
    ).resolves.toBeNull();
    await client.close(workspace.uri('notes.txt'));
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 2 });
  });
});

describe('a long request', () => {
  it('ends when it is cancelled, and the next one is answered', async () => {
    const uses = (index: number) =>
      `process P${index} "P" {\n  owner AE\n${'  step A "Hold the call" { do "Call the operations lead" }\n'.repeat(20)}}\n`;
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`p${index}.salesflow`, uses(index)]));
    workspace = await TestWorkspace.open(
      { 'roles.salesflow': 'role AE "Account executive"\n', ...files },
      { capabilities: { textDocument: { diagnostic: {} } } },
      ['roles.salesflow'],
    );
    const { client } = workspace;
    const ask = (token = CancellationToken.None) =>
      client.connection.sendRequest<WorkspaceDiagnosticReport>(
        'workspace/diagnostic',
        { previousResultIds: [] },
        token,
      );
    expect((await ask()).items).toHaveLength(151);
    // Every file refers to what goes, so that all have to be linked anew.
    await client.change(workspace.uri('roles.salesflow'), 'role Other "Other"\n');
    const cancelling = new CancellationTokenSource();
    const answer = ask(cancelling.token);
    setTimeout(() => cancelling.cancel(), 40);
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    const { items } = await ask();
    expect(
      items.filter((item) => item.kind === 'full' && item.items.some(({ code }) => code === 'language/unknown-name')),
    ).toHaveLength(150);
  });
});

describe('a file that is closed', () => {
  it('counts with its text on disk again, and not at all once it is removed', async () => {
    workspace = await TestWorkspace.open({
      'roles.salesflow': 'role AE "Account executive"\n',
      'a.salesflow': USES_ROLE,
    });
    const { client } = workspace;
    await client.change(workspace.uri('roles.salesflow'), '// Nothing yet.\n');
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    await client.close(workspace.uri('roles.salesflow'));
    await client.until(() => !codes('a.salesflow').includes('language/unknown-name'), 'the text on disk counts');
    rmSync(path.join(workspace.folder, 'roles.salesflow'));
    await touch('roles.salesflow');
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
  });

  it('goes at once when the user deletes it, though the editor still has its text', async () => {
    workspace = await TestWorkspace.open({
      'roles.salesflow': 'role AE "Account executive"\n',
      'a.salesflow': USES_ROLE,
    });
    const { client } = workspace;
    await client.found(workspace.uri('a.salesflow'), 'exit-criteria/has-exit');
    rmSync(path.join(workspace.folder, 'roles.salesflow'));
    await client.connection.sendNotification('workspace/didDeleteFiles', {
      files: [{ uri: workspace.uri('roles.salesflow') }],
    });
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    // Should the text be edited all the same, it counts again.
    await client.change(workspace.uri('roles.salesflow'), 'role AE "Executive"\n');
    await client.until(() => !codes('a.salesflow').includes('language/unknown-name'), 'the role is known again');
    await client.close(workspace.uri('roles.salesflow'));
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
  });

  it('goes at once when it is renamed', async () => {
    workspace = await TestWorkspace.open({
      'roles.salesflow': 'role AE "Account executive"\n',
      'a.salesflow': USES_ROLE,
    });
    const { client } = workspace;
    await client.close(workspace.uri('roles.salesflow'));
    write('people.salesflow', 'role AE "Account executive"\n');
    rmSync(path.join(workspace.folder, 'roles.salesflow'));
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: workspace.uri('roles.salesflow'), newUri: workspace.uri('people.salesflow') }],
    });
    await client.open(workspace.uri('people.salesflow'), 'role AE "Account executive"\n');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(codes('a.salesflow')).not.toContain('language/duplicate-name');
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 2 });
  });
});

describe('a folder', () => {
  it('that is renamed takes its files along, and its configuration', async () => {
    workspace = await TestWorkspace.open(
      {
        'old/salesflow.config.json': '{ "rules": { "exit-criteria/has-exit": "off" } }',
        'old/roles.salesflow': 'role AE "Account executive"\n',
        'old/a.salesflow': USES_ROLE,
      },
      {},
      ['old/a.salesflow'],
    );
    const { client } = workspace;
    await client.found(workspace.uri('old/a.salesflow'), 'buyer-centric/journey-defined');
    renameSync(path.join(workspace.folder, 'old'), path.join(workspace.folder, 'new'));
    await client.close(workspace.uri('old/a.salesflow'));
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: workspace.uri('old'), newUri: workspace.uri('new') }],
    });
    await touch('new/salesflow.config.json', 'new/roles.salesflow');
    await client.open(workspace.uri('new/a.salesflow'), USES_ROLE);
    await client.found(workspace.uri('new/a.salesflow'), 'buyer-centric/journey-defined');
    await client.until(() => !codes('new/a.salesflow').includes('language/unknown-name'), 'the role has moved along');
    await client.until(() => !codes('new/a.salesflow').includes('exit-criteria/has-exit'), 'the rule is off there too');
    expect(codes('old/a.salesflow')).toEqual([]);
  });

  it('that is moved is read, whether or not the editor tells of its files as well', async () => {
    workspace = await TestWorkspace.open({ 'a.salesflow': USES_ROLE });
    const { client } = workspace;
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    mkdirSync(path.join(workspace.folder, 'new/below'), { recursive: true });
    write('new/below/roles.salesflow', 'role AE "Account executive"\n');
    write('new/notes.txt', 'Not ours.');
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: workspace.uri('old'), newUri: workspace.uri('new') }],
    });
    await client.until(() => !codes('a.salesflow').includes('language/unknown-name'), 'the role is known');
  });

  it('that is told of once more, after its files, keeps them and its configuration', async () => {
    workspace = await TestWorkspace.open({
      'new/salesflow.config.json': '{ "rules": { "exit-criteria/has-exit": "off" } }',
      'new/roles.salesflow': 'role AE "Account executive"\n',
      'new/a.salesflow': USES_ROLE,
    });
    const { client } = workspace;
    await client.close(workspace.uri('new/roles.salesflow'));
    await client.found(workspace.uri('new/a.salesflow'), 'buyer-centric/journey-defined');
    expect(codes('new/a.salesflow')).not.toContain('exit-criteria/has-exit');
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: workspace.uri('old'), newUri: workspace.uri('new') }],
    });
    await client.connection.sendNotification('workspace/didCreateFiles', { files: [{ uri: workspace.uri('new') }] });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 2 });
    expect(codes('new/a.salesflow')).not.toContain('language/unknown-name');
    expect(codes('new/a.salesflow')).not.toContain('exit-criteria/has-exit');
  });

  it('that goes takes along what is below it, and nothing beside it', async () => {
    workspace = await TestWorkspace.open(
      {
        'old/below/roles.salesflow': 'role AE "Account executive"\n',
        'older/roles.salesflow': 'role SE "Sales engineer"\n',
        'a.salesflow': USES_ROLE.replace('AE', 'SE'),
      },
      {},
      ['a.salesflow'],
    );
    const { client } = workspace;
    await client.found(workspace.uri('a.salesflow'), 'exit-criteria/has-exit');
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 3 });
    rmSync(path.join(workspace.folder, 'old'), { recursive: true });
    await client.connection.sendNotification('workspace/didDeleteFiles', {
      files: [{ uri: `${workspace.uri('old')}/` }],
    });
    await client.until(
      async () => (await workspace.request<{ files: number }>('salesflow/status', {})).files === 2,
      'the folder is gone',
    );
    expect(codes('a.salesflow')).not.toContain('language/unknown-name');
  });
});

describe('a file that is left out', () => {
  /** Where a file does not count, and what says so. */
  const PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'drafts/x/roles.salesflow': { 'salesflow.config.json': '{ "ignore": ["drafts/**"] }' },
    'node_modules/play/roles.salesflow': {},
    '.history/roles.salesflow': {},
    'build/out/roles.salesflow': { '.gitignore': '# Made from sources\r\nbuild/\r\n' },
    'one/roles.salesflow': { '.gitignore': '!roles.salesflow', 'one/.gitignore': 'roles.*' },
    'Größe 100%/roles.salesflow': { '.gitignore': '/Größe*\n' },
  };

  it.each(Object.entries(PLACES))('as %s is does not count, then or when it changes', async (name, others) => {
    workspace = await TestWorkspace.open(
      { ...others, [name]: 'role AE "Account executive"\n', 'a.salesflow': USES_ROLE },
      {},
      ['a.salesflow'],
    );
    const { client } = workspace;
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 1 });
    write(name, 'role AE "Another"\n');
    await touch(name);
    await client.connection.sendNotification('workspace/didCreateFiles', {
      files: [{ uri: workspace.uri(name.split('/')[0] ?? '') }],
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(codes('a.salesflow')).toContain('language/unknown-name');
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 1 });
  });

  it('counts while it is open, as one that is named on the command line', async () => {
    workspace = await TestWorkspace.open(
      { '.gitignore': 'own/', 'own/roles.salesflow': 'role AE "Mine"\n', 'a.salesflow': USES_ROLE },
      {},
      ['a.salesflow'],
    );
    const { client } = workspace;
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    await client.open(workspace.uri('own/roles.salesflow'), 'role AE "Mine"\n');
    await client.until(() => !codes('a.salesflow').includes('language/unknown-name'), 'the role is known');
    await client.close(workspace.uri('own/roles.salesflow'));
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
  });

  it('counts from when .gitignore no longer names it', async () => {
    workspace = await TestWorkspace.open(
      {
        '.gitignore': 'drafts/*\n',
        'drafts/salesflow.config.json': '{}',
        'drafts/roles.salesflow': 'role AE "Account executive"\n',
        'drafts/a.salesflow': USES_ROLE,
      },
      {},
      ['drafts/a.salesflow'],
    );
    const { client } = workspace;
    await client.found(workspace.uri('drafts/a.salesflow'), 'language/unknown-name');
    write('.gitignore', 'drafts/*\n!drafts/roles.salesflow\n');
    await touch('.gitignore');
    await client.until(() => !codes('drafts/a.salesflow').includes('language/unknown-name'), 'the role is known');
    write('.gitignore', 'drafts/*\n');
    await touch('.gitignore');
    await client.found(workspace.uri('drafts/a.salesflow'), 'language/unknown-name');
  });

  it('is not so by a pattern that is half written, which is told where it is one of ours', async () => {
    workspace = await TestWorkspace.open(
      {
        '.gitignore': 'drafts/\nroles[/\n',
        'drafts/d.salesflow': 'role AE "Another"\n',
        'salesflow.config.json': '{ "ignore": ["a[/b"], "overrides": [{ "files": ["[z-a]"], "rules": {} }] }',
        'roles.salesflow': 'role AE "Account executive"\n',
        'a.salesflow': USES_ROLE,
      },
      {},
      ['roles.salesflow', 'a.salesflow'],
    );
    const { client } = workspace;
    await client.found(workspace.uri('salesflow.config.json'), 'config/invalid');
    await client.found(workspace.uri('a.salesflow'), 'buyer-centric/journey-defined');
    write('.gitignore', 'drafts/\n[z-a?\n');
    await touch('.gitignore');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 2 });
    expect(client.problems).toEqual([]);
  });

  it('is so too by what stands above the workspace, in the same repository', async () => {
    workspace = await TestWorkspace.open(
      {
        '.gitignore': 'above.salesflow\nbelow.salesflow\n',
        'repository/.git/HEAD': 'ref: refs/heads/main\n',
        'repository/.gitignore': 'below.salesflow\n',
        'repository/team/above.salesflow': 'role AE "Account executive"\n',
        'repository/team/below.salesflow': 'role SE "Sales engineer"\n',
        'repository/team/a.salesflow': USES_ROLE,
        'repository/team/b.salesflow': USES_ROLE.replaceAll('P', 'Q').replace('AE', 'SE'),
      },
      { folders: [] },
      [],
    );
    const { client } = workspace;
    await client.setFolders([workspace.uri('repository/team')]);
    await client.found(workspace.uri('repository/team/b.salesflow'), 'language/unknown-name');
    await client.found(workspace.uri('repository/team/a.salesflow'), 'buyer-centric/journey-defined');
    expect(codes('repository/team/a.salesflow')).not.toContain('language/unknown-name');
  });

  it('is not all there is: a workspace that git ignores as a whole is one', async () => {
    workspace = await TestWorkspace.open(
      {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.gitignore': 'tmp/\n',
        'tmp/team/roles.salesflow': 'role AE "Account executive"\n',
        'tmp/team/a.salesflow': USES_ROLE,
      },
      { folders: [] },
      [],
    );
    const { client } = workspace;
    await client.setFolders([workspace.uri('tmp/team')]);
    await client.found(workspace.uri('tmp/team/a.salesflow'), 'buyer-centric/journey-defined');
    expect(codes('tmp/team/a.salesflow')).not.toContain('language/unknown-name');
  });

  it('counts from when the configuration no longer says so, and no more from when it does again', async () => {
    workspace = await TestWorkspace.open(
      {
        'salesflow.config.json': '{ "ignore": ["drafts/**"] }',
        'drafts/roles.salesflow': 'role AE "Account executive"\n',
        'a.salesflow': USES_ROLE,
      },
      {},
      ['a.salesflow'],
    );
    const { client } = workspace;
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
    write('salesflow.config.json', '{}');
    await touch('salesflow.config.json');
    await client.until(() => !codes('a.salesflow').includes('language/unknown-name'), 'the role is known');
    write('salesflow.config.json', '{ "ignore": ["drafts/"] }');
    await touch('salesflow.config.json');
    await client.found(workspace.uri('a.salesflow'), 'language/unknown-name');
  });
});

describe('while the workspace is being read', () => {
  it('a file that comes, goes, or is opened and closed counts as it is on disk', async () => {
    let start = () => {};
    const changed = new Promise<void>((resolve) => {
      start = resolve;
    });
    workspace = await TestWorkspace.open(
      {
        'a.salesflow': USES_ROLE,
        'gone.salesflow': 'role SE "Sales engineer"\n',
        'b.salesflow': USES_ROLE.replaceAll('P', 'Q').replace('AE', 'SE'),
        'c.salesflow': USES_ROLE.replaceAll('P', 'R').replace('AE', 'CS'),
        'closed.salesflow': 'role CS "Customer success"\n',
      },
      { capabilities: { window: { workDoneProgress: true } }, progress: changed },
    );
    const { client } = workspace;
    await client.close(workspace.uri('closed.salesflow'));
    await client.close(workspace.uri('gone.salesflow'));
    write('roles.salesflow', 'role AE "Account executive"\n');
    rmSync(path.join(workspace.folder, 'gone.salesflow'));
    await touch('roles.salesflow', 'gone.salesflow');
    await new Promise((resolve) => setTimeout(resolve, 200));
    start();
    await client.found(workspace.uri('b.salesflow'), 'language/unknown-name');
    await client.found(workspace.uri('c.salesflow'), 'buyer-centric/journey-defined');
    await client.until(() => !codes('c.salesflow').includes('language/unknown-name'), 'the closed file counts');
    await client.until(() => !codes('a.salesflow').includes('language/unknown-name'), 'the new file counts');
    expect(await workspace.request('salesflow/status', {})).toMatchObject({ files: 5 });
  });
});

describe('an answer about the whole project', () => {
  it('counts files that nobody has opened, right after the start', async () => {
    workspace = await TestWorkspace.open(
      {
        'people.salesflow':
          'persona Ops "Operations"\njourney J "Journey" for Ops {\n  stage A "Aware" { stuck S "Cannot size it" }\n}\n',
        'process.salesflow': 'process P "P" for J {\n  step One "Hold the call" { helps S }\n  won W "Won"\n}\n',
      },
      {},
      ['people.salesflow'],
    );
    const status = await workspace.request<{ files: number; gaps: number }>('salesflow/status', {});
    expect(status).toMatchObject({ files: 2, gaps: 0 });
  });
});

describe('several folders in one workspace', () => {
  it('are projects of their own; one that is added is read, and what one that is removed said goes with it', async () => {
    workspace = await TestWorkspace.open(
      {
        'one/roles.salesflow': 'role AE "Account executive"\n',
        'two/a.salesflow': USES_ROLE,
        'three/b.salesflow': USES_ROLE,
      },
      { folders: [] },
      [],
    );
    const { client } = workspace;
    const [one, two, three] = ['one', 'two', 'three'].map((name) => workspace.uri(name)) as [string, string, string];
    await client.setFolders([one, two]);
    await client.found(workspace.uri('two/a.salesflow'), 'language/unknown-name');
    await client.setFolders([one, three]);
    await client.found(workspace.uri('three/b.salesflow'), 'language/unknown-name');
    await client.until(() => codes('two/a.salesflow').length === 0, 'nothing is said of the folder that was removed');
    const found = await workspace.request<{ location: { uri: string } }[]>('workspace/symbol', { query: '' });
    expect(found.some(({ location }) => location.uri.startsWith(one))).toBe(true);
    expect(found.some(({ location }) => location.uri.startsWith(two))).toBe(false);
  });
});

describe('a name that three files declare', () => {
  it('is reported in the same words, in whatever order the files arrived', async () => {
    workspace = await TestWorkspace.open({}, { folders: [] });
    const { client } = workspace;
    const role = 'role AE "Account executive"\n';
    for (const name of ['c', 'a', 'b']) await client.open(`file:///somewhere/${name}.salesflow`, role);
    for (const [name, other] of [
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'a'],
    ]) {
      const uri = `file:///somewhere/${name}.salesflow`;
      const says = () =>
        client.diagnostics.get(uri)?.some(({ message }) => String(message).includes(`in ${other}.salesflow`));
      await client.until(() => says() === true, `${name} names ${other}`);
    }
  });
});
