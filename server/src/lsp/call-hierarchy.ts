import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from 'vscode-languageserver';
import type { HoldPlace, Outcome, Process, ProjectModel, Step } from '../model/model.ts';
import type { Ref, Span } from '../model/source.ts';
import { rangeOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { namesAt } from './names.ts';

type Place = Step | Outcome | HoldPlace;
interface Way {
  readonly from: Place;
  readonly to: Place;
  /** Where the move is written; the step's name, where the next one simply follows. */
  readonly at: Span;
}

/** The flow of a process: what leads to a step, and where a record goes from it. */
export const callHierarchy: Feature = {
  capabilities: { callHierarchyProvider: true },
  register(context) {
    const { connection, session } = context;
    const { callHierarchy: hierarchy } = connection.languages;
    hierarchy.onPrepare(
      whenReady(context, (params): CallHierarchyItem[] | null => {
        const names = namesAt(session, params);
        const element = names?.element;
        if (!names || !element || !isPlace(element)) return null;
        const item = itemOf(element, names.model);
        return item ? [item] : null;
      }),
    );
    const ways = (item: CallHierarchyItem) => {
      const { root, id } = item.data as { root: string; id: string };
      const model = session.wholeModel(root);
      const place = model.element(id);
      const process = place && isPlace(place) ? model.element(place.process) : undefined;
      return { model, id, all: process?.kind === 'process' ? waysOf(process, model) : [] };
    };
    hierarchy.onIncomingCalls(
      whenReady(context, ({ item }): CallHierarchyIncomingCall[] => {
        const { model, id, all } = ways(item);
        return grouped(
          all.filter(({ to }) => to.id === id),
          'from',
          model,
        ).map(([from, fromRanges]) => ({ from, fromRanges }));
      }),
    );
    hierarchy.onOutgoingCalls(
      whenReady(context, ({ item }): CallHierarchyOutgoingCall[] => {
        const { model, id, all } = ways(item);
        return grouped(
          all.filter(({ from }) => from.id === id),
          'to',
          model,
        ).map(([to, fromRanges]) => ({ to, fromRanges }));
      }),
    );
  },
};

/** One item for each place at the other end, with every spot where the way there is written. */
function grouped(ways: readonly Way[], end: 'from' | 'to', model: ProjectModel): [CallHierarchyItem, Range[]][] {
  const found = new Map<string, [CallHierarchyItem, Range[]]>();
  for (const way of ways) {
    const place = way[end];
    const item = found.get(place.id)?.[0] ?? itemOf(place, model);
    if (item) found.set(place.id, [item, [...(found.get(place.id)?.[1] ?? []), ...rangesOf(way, model)]]);
  }
  return [...found.values()];
}

function isPlace(element: { readonly kind: string }): element is Place {
  return element.kind === 'step' || element.kind === 'outcome' || element.kind === 'hold';
}

function rangesOf({ at }: Way, model: ProjectModel) {
  const file = model.file(at.uri);
  return file ? [rangeOf(file, at)] : [];
}

function itemOf(place: Place, model: ProjectModel): CallHierarchyItem | undefined {
  const file = model.file(place.span.uri);
  if (!file) return undefined;
  return {
    name: place.label?.value ?? place.name,
    detail: place.name,
    kind: place.kind === 'step' ? SymbolKind.Method : SymbolKind.Constant,
    uri: place.span.uri,
    range: rangeOf(file, place.span),
    selectionRange: rangeOf(file, place.nameSpan),
    data: { root: model.root, id: place.id },
  };
}

/** Every way a record can go: to the next step, by a branch, back, to a parking place, to an end. */
function waysOf(process: Process, model: ProjectModel): Way[] {
  const ways: Way[] = [];
  const add = (from: Place, ref: Ref | undefined) => {
    const to = model.element(ref?.target);
    if (!ref || !to) return;
    if (isPlace(to)) ways.push({ from, to, at: ref.span });
    else if (to.kind === 'reason') {
      const outcome = model.element(to.outcome);
      if (outcome?.kind === 'outcome') ways.push({ from, to: outcome, at: ref.span });
    }
  };
  for (const flow of [process.flow, process.afterWon]) {
    flow.forEach((item, index) => {
      const next = flow[index + 1];
      const followers = next === undefined ? ends(process, flow) : next.kind === 'parallel' ? next.steps : [next];
      for (const step of item.kind === 'parallel' ? item.steps : [item]) {
        // A move without a condition leaves nothing for the next step in order.
        if (step.branches.some(({ when }) => when === undefined)) continue;
        for (const to of followers) ways.push({ from: step, to, at: step.nameSpan });
      }
    });
  }
  for (const place of [...process.steps, ...process.holds]) {
    for (const { to } of place.branches) add(place, to);
    for (const { action } of place.kind === 'step' ? (place.otherwise?.plans ?? []) : place.plans) {
      if (action.kind === 'return') add(place, action.step);
      else if (action.kind === 'hold') add(place, action.place);
      else if (action.kind === 'lose' || action.kind === 'disqualify') add(place, action.reason);
    }
  }
  return ways;
}

/** After the last step comes the won outcome, but not after the steps past the sale. */
function ends(process: Process, flow: Process['flow']): Outcome[] {
  return flow === process.flow ? process.outcomes.filter(({ outcome }) => outcome === 'won') : [];
}
