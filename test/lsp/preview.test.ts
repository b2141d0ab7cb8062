import { afterEach, expect, it } from 'vitest';
import type { Picture, PreviewResult } from '../../server/src/lsp/protocol.ts';
import { patched } from '../../server/src/overlay/patch.ts';
import { TestWorkspace } from './support/cursor.ts';

let workspace: TestWorkspace;
afterEach(() => workspace.close());

const JOURNEY = 'persona P "Buyer" { }\njourney J "Journey" for P { stage S "Stage" { stuck K "Stuck" } }\n';
const process = (label: string) =>
  `process Sale "Sale" for J {\n  step One ${JSON.stringify(label)} { helps K }\n  step Two "Send the offer" { helps K }\n}\n`;
const BROKEN = `${process('Hold the call')}process } {`;

/** A preview as the editor keeps it: asks for what changed since it asked last. */
class Preview {
  picture: Picture | undefined;
  /** Whether the last answer was a whole picture, or what changed. */
  told: 'whole' | 'change' | undefined;
  places: PreviewResult['places'] | undefined;
  version: number | undefined;

  async look(name = 'sale.salesflow', more: object = {}): Promise<Picture> {
    const have = this.version === undefined ? {} : { have: this.version };
    const result = await workspace.request<PreviewResult>('salesflow/preview', {
      uri: workspace.uri(name),
      ...have,
      ...more,
    });
    const { drawn, version, places } = result;
    this.told = 'picture' in drawn ? 'whole' : 'change';
    this.picture = 'picture' in drawn ? drawn.picture : (patched(this.picture, drawn.patch) as Picture);
    Object.assign(this, { version, places });
    return this.picture;
  }

  /** Where the box was written, as text. */
  written(id: string, text: string): string | undefined {
    const place = this.places?.boxes[this.picture?.boxes.findIndex((box) => box.id === id) ?? -1];
    if (!place) return undefined;
    const [, startLine, startCharacter, , endCharacter] = place[1];
    return text.split('\n')[startLine]?.slice(startCharacter, endCharacter);
  }
}

const change = (text: string, name = 'sale.salesflow') => workspace.client.change(workspace.uri(name), text);

it('tells what changed: the same picture as a whole one, and where everything is now', async () => {
  workspace = await TestWorkspace.open({ 'j.salesflow': JOURNEY, 'sale.salesflow': process('Hold the call') });
  const live = new Preview();
  await live.look();
  expect(live.told).toBe('whole');
  const texts = [
    process('Hold the sizing call'),
    `// moved\n${process('Hold the sizing call')}`,
    `// moved\n${process('Hold the sizing call').replace('{ helps K }', '{ helps K do "Size it" exit { done "Sized" } }')}`,
    process('Hold the call').replace(/ {2}step One.*\n/, ''),
    process('Hold the call'),
  ];
  for (const text of texts) {
    await change(text);
    const seen = await live.look();
    expect(live.told).toBe('change');
    expect(seen).toEqual(await new Preview().look());
    expect(live.written('step:Sale.Two', text)).toBe('Two');
  }
});

it('tells two previews of one picture what each has not seen', async () => {
  workspace = await TestWorkspace.open({ 'j.salesflow': JOURNEY, 'sale.salesflow': process('Hold the call') });
  const [one, other] = [new Preview(), new Preview()];
  await one.look();
  await other.look();
  await change(process('Hold the sizing call'));
  await one.look();
  await other.look();
  expect([one.told, other.told]).toEqual(['change', 'change']);
  expect(other.picture).toEqual(one.picture);
  await change(process('Hold it'));
  await one.look();
  await change(process('Hold it now'));
  await one.look();
  // Two changes behind: the whole is told.
  await other.look();
  expect(other.told).toBe('whole');
  expect(other.picture).toEqual(one.picture);
});

it('tells the whole to whoever has a picture of another lane, process or server', async () => {
  workspace = await TestWorkspace.open({ 'j.salesflow': JOURNEY, 'sale.salesflow': process('Hold the call') });
  const live = new Preview();
  await live.look();
  await live.look('sale.salesflow', { collapsed: ['crm'] });
  expect(live.told).toBe('whole');
  live.version = 7;
  await live.look();
  expect(live.told).toBe('whole');
});

it('keeps the last good picture while the text has errors, and says so', async () => {
  workspace = await TestWorkspace.open({ 'j.salesflow': JOURNEY, 'sale.salesflow': process('Hold the call') });
  const live = new Preview();
  const good = await live.look();
  expect(good.state).toBe('current');
  await change(BROKEN);
  expect(await live.look()).toEqual({ ...good, state: 'earlier' });
  expect(live.told).toBe('change');
  await change(process('Hold the sizing call'));
  const mended = await live.look();
  expect(mended.state).toBe('current');
  expect(mended.boxes.map(({ title }) => title)).toContain('Hold the sizing call');
});

it('does not pass off the picture of a text that was broken from the first as the last one without errors', async () => {
  workspace = await TestWorkspace.open({ 'j.salesflow': JOURNEY, 'sale.salesflow': BROKEN });
  const live = new Preview();
  const first = await live.look();
  expect(first.state).toBe('partial');
  expect(first.boxes.map(({ title }) => title)).toContain('Hold the call');
  // Nor is it kept: the next shows what can be read then.
  await change(BROKEN.replace('Hold the call', 'Hold the sizing call'));
  const second = await live.look();
  expect(second.state).toBe('partial');
  expect(second.boxes.map(({ title }) => title)).toContain('Hold the sizing call');
  await change(process('Hold the call'));
  expect((await live.look()).state).toBe('current');
  await change(BROKEN);
  expect((await live.look()).state).toBe('earlier');
});
