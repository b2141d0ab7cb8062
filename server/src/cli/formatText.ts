import { EmptyFileSystem, URI } from 'langium';
import { format } from '../language/format.ts';
import { createSalesflowServices } from '../language/salesflow-module.ts';

let services: ReturnType<typeof createSalesflowServices> | undefined;

/** The canonical layout of a text, or `undefined` where it has syntax errors. */
export function formatText(text: string): string | undefined {
  services ??= createSalesflowServices(EmptyFileSystem);
  const document = services.shared.workspace.LangiumDocumentFactory.fromString(
    text,
    URI.parse('file:///format.salesflow'),
  );
  return format(document);
}
