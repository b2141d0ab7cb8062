import type { Owner, Process, ProjectModel } from '../../../model/model.ts';
import type { ElementId } from '../../../model/source.ts';
import type { Backend } from '../../backend.ts';
import { describeEvidence, describeItem, titleOfRef } from '../../describe.ts';
import { titleOf } from '../../stages.ts';
import { cut, list, oneLine, shortHash } from '../../text.ts';
import { chosenProcesses, documentOutput, processFiles } from '../document.ts';
import { type Box, layout, type PlacedEdge } from './layout.ts';

/** BPMN 2.0 with diagram interchange: a process per file, with a lane per role, for process tools. */
export const bpmn: Backend = {
  id: 'bpmn',
  title: 'BPMN 2.0',
  generate(model, options) {
    const { files, sourceMap } = processFiles(chosenProcesses(model, options), 'bpmn', (process) =>
      diagram(process, model),
    );
    return documentOutput(model, files, sourceMap);
  },
};

/** Text in an attribute or element: markup escaped, characters that XML forbids replaced. */
function xml(text: string): string {
  return oneLine(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function diagram(process: Process, model: ProjectModel): string {
  const owners = new Map(process.steps.map((step) => [step.id, ownerName(step.effectiveOwner, model)]));
  const last = process.steps.filter((step) => !step.afterWon).at(-1);
  const usual = (last === undefined ? undefined : owners.get(last.id)) ?? 'Sales';
  const placed = layout(process, model, (id) => owners.get(id) ?? usual);
  // Ids are made from what they stand for, so that they stay the same while other things come and go.
  const ids = new Map<ElementId, string>(placed.nodes.map((node) => [node.id, `n_${shortHash(node.id)}`]));
  unique(ids);
  const flows = placed.edges.map((edge, index) => ({
    ...edge,
    id: `f_${index}_${shortHash(`${edge.from} ${edge.to} ${edge.kind}`)}`,
  }));
  const first = process.steps[0] ?? undefined;
  const firstId = first === undefined ? undefined : ids.get(first.id);
  const flowNodes = placed.nodes.map((node) => {
    const id = ids.get(node.id) ?? '';
    const links = [
      ...(id === firstId ? ['<bpmn:incoming>f_start</bpmn:incoming>'] : []),
      ...flows.filter((flow) => flow.to === node.id).map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`),
      ...flows.filter((flow) => flow.from === node.id).map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
    ];
    const step = process.steps.find((each) => each.id === node.id);
    const notes = (step?.exit?.items ?? []).map((item) => describeItem(item, model));
    const doc =
      notes.length === 0
        ? ''
        : `\n      <bpmn:documentation>${xml(`Done when: ${notes.join('; ')}`)}</bpmn:documentation>`;
    // After the sale a won outcome leads on, so it is an event on the way and not an end.
    const leads = flows.some((flow) => flow.from === node.id);
    const tag =
      node.kind === 'step' ? 'task' : node.kind === 'hold' ? 'userTask' : leads ? 'intermediateThrowEvent' : 'endEvent';
    return `    <bpmn:${tag} id="${id}" name="${xml(cut(node.title, 200))}">${doc}${links.map((line) => `\n      ${line}`).join('')}\n    </bpmn:${tag}>`;
  });
  const flowLines = flows.map((flow) => {
    const name = flow.name === undefined ? '' : ` name="${xml(flow.name)}"`;
    const ends = `sourceRef="${ids.get(flow.from)}" targetRef="${ids.get(flow.to)}"`;
    if (flow.when === undefined) return `    <bpmn:sequenceFlow id="${flow.id}"${name} ${ends} />`;
    return `    <bpmn:sequenceFlow id="${flow.id}"${name} ${ends}>
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${xml(describeEvidence(flow.when, model))}</bpmn:conditionExpression>
    </bpmn:sequenceFlow>`;
  });
  const lanes = placed.lanes.map((lane, index) => {
    const refs = [
      ...(index === startLane(placed, firstId, ids) ? ['start'] : []),
      ...lane.nodes.map((id) => ids.get(id) ?? ''),
    ];
    return `      <bpmn:lane id="lane_${index}" name="${xml(lane.title)}">
${refs.map((ref) => `        <bpmn:flowNodeRef>${ref}</bpmn:flowNodeRef>`).join('\n')}
      </bpmn:lane>`;
  });
  const key = `p_${shortHash(process.id)}`;
  const startFlow =
    firstId === undefined ? '' : `\n    <bpmn:sequenceFlow id="f_start" sourceRef="start" targetRef="${firstId}" />`;
  const startOut = firstId === undefined ? '' : '\n      <bpmn:outgoing>f_start</bpmn:outgoing>\n    ';
  const firstBox = placed.nodes.find((node) => node.id === first?.id)?.box;
  const shapes = [
    shape('pool', placed.pool, ' isHorizontal="true"'),
    ...placed.lanes.map((lane, index) => shape(`lane_${index}`, lane.box, ' isHorizontal="true"')),
    shape('start', placed.start, ''),
    ...placed.nodes.map((node) => shape(ids.get(node.id) ?? '', node.box, '')),
    ...flows.map((flow) => edgeShape(flow.id, flow.points, flow.labelBox)),
    ...(firstBox === undefined
      ? []
      : [
          edgeShape('f_start', [
            { x: placed.start.x + 36, y: placed.start.y + 18 },
            { x: firstBox.x, y: firstBox.y + firstBox.height / 2 },
          ]),
        ]),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://github.com/salesflow/salesflow" exporter="Salesflow">
  <bpmn:collaboration id="collaboration">
    <bpmn:participant id="pool" name="${xml(cut(titleOf(process), 200))}" processRef="${key}" />
  </bpmn:collaboration>
  <bpmn:process id="${key}" name="${xml(cut(titleOf(process), 200))}" isExecutable="false">
    <bpmn:laneSet id="lanes">
${lanes.join('\n')}
    </bpmn:laneSet>
    <bpmn:startEvent id="start">${startOut}</bpmn:startEvent>
${[...flowNodes, ...flowLines].join('\n')}${startFlow}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">
${shapes.join('\n')}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

function startLane(
  placed: ReturnType<typeof layout>,
  firstId: string | undefined,
  ids: ReadonlyMap<ElementId, string>,
): number {
  return placed.nodes.find((node) => ids.get(node.id) === firstId)?.lane ?? 0;
}

/** Tells equal hashes apart, which is as good as never needed. */
function unique(ids: Map<ElementId, string>): void {
  const taken = new Set<string>();
  for (const [key, id] of ids) {
    let free = id;
    for (let number = 2; taken.has(free); number++) free = `${id}_${number}`;
    taken.add(free);
    ids.set(key, free);
  }
}

function shape(element: string, box: Box, more: string): string {
  return `      <bpmndi:BPMNShape id="${element}_di" bpmnElement="${element}"${more}>
        <dc:Bounds x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" />
      </bpmndi:BPMNShape>`;
}

function edgeShape(element: string, points: PlacedEdge['points'], label?: Box): string {
  const bounds =
    label &&
    `\n        <bpmndi:BPMNLabel>\n          <dc:Bounds x="${Math.round(label.x)}" y="${Math.round(label.y)}" width="${label.width}" height="${label.height}" />\n        </bpmndi:BPMNLabel>`;
  return `      <bpmndi:BPMNEdge id="${element}_di" bpmnElement="${element}">
${points.map((point) => `        <di:waypoint x="${Math.round(point.x)}" y="${Math.round(point.y)}" />`).join('\n')}${bounds ?? ''}
      </bpmndi:BPMNEdge>`;
}

function ownerName(owner: Owner | undefined, model: ProjectModel): string | undefined {
  return owner === undefined || owner.roles.length === 0
    ? undefined
    : list(owner.roles.map((ref) => titleOfRef(ref, model)));
}
