import type { ForecastCategory } from '../../model/model.ts';
import type { SnapshotStage } from '../snapshot.ts';
import { forecastCategories } from './metadata.ts';
import { childText, type XmlNode } from './read-xml.ts';

/** A stage in a list of stages, with what it means. */
export interface StageDefinition {
  readonly name: string;
  readonly description: string | undefined;
  readonly probability: number | undefined;
  readonly forecast: ForecastCategory | undefined;
  readonly state: SnapshotStage['state'];
  readonly disqualified?: boolean;
  readonly parked?: boolean;
}

/** What the stages are that every org begins with; others are taken to be open. */
export function usualState(name: string): SnapshotStage['state'] {
  if (/^closed won$/i.test(name)) return 'won';
  return /^closed lost$/i.test(name) ? 'lost' : 'open';
}

/**
 * Leads and own picklists have no closed stages, and no list knows disqualified records: what generated them says it in
 * the description.
 *
 * @param knowsClosed the list itself says whether a stage is won or lost
 */
export function closedByDescription(definition: StageDefinition, knowsClosed: boolean): StageDefinition {
  const match = /^(Won|Lost|Disqualified|Parked)(?:: ([\s\S]*))?$/.exec(definition.description ?? '');
  if (!match || (knowsClosed && (match[1] !== 'Disqualified' || definition.state !== 'lost'))) return definition;
  if (match[1] === 'Parked') return { ...definition, parked: true, description: match[2] };
  const disqualified = match[1] === 'Disqualified' ? { disqualified: true } : {};
  return { ...definition, state: match[1] === 'Won' ? 'won' : 'lost', ...disqualified, description: match[2] };
}

/** What the value of a list of stages says. */
export function stageDefinition(name: string, node: XmlNode): StageDefinition {
  const probability = childText(node, 'probability');
  const forecast = childText(node, 'forecastCategory');
  const isWon = childText(node, 'won') === 'true' || childText(node, 'converted') === 'true';
  const isClosed = isWon || childText(node, 'closed') === 'true';
  return {
    name,
    description: childText(node, 'description'),
    probability: probability === undefined || Number.isNaN(Number(probability)) ? undefined : Number(probability),
    forecast: forecast === undefined ? undefined : forecastOf(forecast),
    state: isWon ? 'won' : isClosed ? 'lost' : 'open',
  };
}

/** Collaborative forecasts also know a most likely category, which is nearest to what people call best case. */
function forecastOf(category: string): ForecastCategory | undefined {
  const found = Object.entries(forecastCategories).find(([, name]) => name === category);
  return (found?.[0] as ForecastCategory | undefined) ?? (category === 'MostLikely' ? 'best-case' : undefined);
}
