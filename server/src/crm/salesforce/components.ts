import type { InputFile } from '../backend.ts';
import { decodeName } from './encoding.ts';
import { childText, readXml, type XmlNode } from './read-xml.ts';

/** One metadata component, from source format (a file each) or metadata format (many in an object's file). */
export interface Component {
  /** Root element of its type, such as `ValidationRule`. */
  readonly type: string;
  readonly file: string;
  /** Object it belongs to, for those that belong to one. */
  readonly object: string | undefined;
  /** Full name as written inside, else from the file's name; not decoded. */
  readonly fullName: string;
  /** Name that the file's name says, not decoded; `undefined` for parts of an object's file. */
  readonly fileName: string | undefined;
  readonly node: XmlNode;
}

/** What was read, and what could not be. */
export interface Components {
  readonly list: readonly Component[];
  readonly unread: readonly { readonly file: string; readonly message: string }[];
}

/** Parts of an object's file in metadata format, with their types. */
const objectParts: Readonly<Record<string, string>> = {
  businessProcesses: 'BusinessProcess',
  fields: 'CustomField',
  listViews: 'ListView',
  recordTypes: 'RecordType',
  validationRules: 'ValidationRule',
};

/** All components of the files, in the order of the files; files that are not metadata are left alone. */
export function readComponents(files: readonly InputFile[]): Components {
  const list: Component[] = [];
  const unread: { file: string; message: string }[] = [];
  for (const file of files) {
    if (!isMetadata(file)) continue;
    const root = readXml(file.content);
    if ('error' in root) {
      unread.push({ file: file.path, message: `The file is not well-formed XML and was not read: ${root.error}` });
      continue;
    }
    const fileName = nameOfFile(file.path);
    const object = objectOfPath(file.path, root.name);
    const fullName = childText(root, 'fullName') ?? fileName;
    list.push({ type: root.name, file: file.path, object, fullName, fileName, node: root });
    if (root.name !== 'CustomObject') continue;
    for (const part of root.children) {
      const type = objectParts[part.name];
      const name = childText(part, 'fullName');
      if (type === undefined || name === undefined) continue;
      list.push({ type, file: file.path, object: fileName, fullName: name, fileName: undefined, node: part });
    }
  }
  return { list, unread };
}

function isMetadata(file: InputFile): boolean {
  return /\.(xml|object|standardValueSet|pathAssistant|settings|permissionset)$/i.test(file.path);
}

/** `Opportunity Path` of `…/Opportunity Path.businessProcess-meta.xml`. */
function nameOfFile(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/-meta\.xml$/i, '').replace(/\.[A-Za-z]+$/, '');
}

/** The folder below `objects/`; the file's name for the object itself. */
function objectOfPath(path: string, type: string): string | undefined {
  const below = /(?:^|\/)objects\/([^/]+)\//.exec(path)?.[1];
  if (below !== undefined) return below;
  return type === 'CustomObject' ? nameOfFile(path) : undefined;
}

/** The raw name of a component whose full name is percent-encoded. */
export function rawName(component: Component): string {
  return decodeName(component.fullName);
}
