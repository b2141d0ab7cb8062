import type { Picture } from '../../../../server/src/lsp/protocol.ts';
import { overlayCss } from '../../../../server/src/overlay/css.ts';
import { patched } from '../../../../server/src/overlay/patch.ts';
import { isPicture, isViewState, readToWebview, type ToExtension, type ViewState } from '../messages.ts';
import { copyAsPng } from './clipboard.ts';
import { showPictures } from './pictures.ts';
import { PAGE_STYLES } from './styles.ts';
import { View } from './view.ts';

/** The editor's side of the page. */
interface EditorApi {
  postMessage(message: ToExtension): void;
  getState(): unknown;
  setState(state: ViewState): void;
}

declare function acquireVsCodeApi(): EditorApi;

const editor = acquireVsCodeApi();
const root = document.getElementById('app') as HTMLElement;
let state: ViewState | undefined;
let view: View | undefined;
let shown: { readonly version: number; readonly picture: Picture } | undefined;

adoptStyles(document.documentElement.dataset.assets ?? '');

function pictureView(): View {
  view ??= new View(root, {
    hasText: true,
    reveal: (id, peek) => editor.postMessage({ type: 'reveal', id, peek }),
    revealFinding: (finding) => editor.postMessage({ type: 'revealFinding', finding }),
    fix: (finding, fix) => editor.postMessage({ type: 'fix', finding, fix }),
    explain: (finding) => editor.postMessage({ type: 'explain', finding }),
    process: (name) => editor.postMessage({ type: 'process', name }),
    back: () => editor.postMessage({ type: 'back' }),
    save: (arrangement) => {
      if (state === undefined) return;
      state = { ...state, view: arrangement };
      editor.setState(state);
      editor.postMessage({ type: 'state', state });
    },
  });
  return view;
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = readToWebview(event.data);
  switch (message?.type) {
    case 'show':
      show(message.version, message.picture, message.state);
      break;
    case 'update': {
      const picture = shown?.version === message.from ? changed(shown.picture, message.patch) : undefined;
      if (picture === undefined) editor.postMessage({ type: 'resend' });
      else show(message.version, picture, message.state);
      break;
    }
    case 'empty':
      shown = undefined;
      pictureView().empty(message.message);
      break;
    case 'highlight':
      view?.highlight(message.ids);
      break;
    case 'pictures':
      showPictures(root, message, (index) => editor.postMessage({ type: 'change', index }));
      break;
    case 'copy':
      copyAsPng(message.svg, message.scale).then(
        () => editor.postMessage({ type: 'copied', error: '' }),
        (error: unknown) =>
          editor.postMessage({ type: 'copied', error: error instanceof Error ? error.message : String(error) }),
      );
      break;
    case undefined:
      break;
  }
});

function show(version: number, picture: Picture, told: ViewState): void {
  const saved: unknown = editor.getState();
  const arrangement = state === undefined && isViewState(saved) ? saved.view : (state?.view ?? told.view);
  state = { ...told, view: arrangement };
  editor.setState(state);
  shown = { version, picture };
  pictureView().show(picture, arrangement);
}

/** The picture that follows; `undefined` where the change does not fit the one that is there. */
function changed(picture: Picture, patch: unknown): Picture | undefined {
  try {
    const next = patched(picture, patch);
    return isPicture(next) ? next : undefined;
  } catch {
    return undefined;
  }
}

/** Constructed style sheets, so that the page needs no permission for inline styles. */
function adoptStyles(assets: string): void {
  const fonts = [
    ['Inter-Regular.ttf', '400'],
    ['Inter-SemiBold.ttf', '600'],
  ].map(
    ([file, weight]) => `@font-face { font-family: Inter; font-weight: ${weight}; src: url("${assets}/${file}"); }`,
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([...fonts, PAGE_STYLES, overlayCss('editor')].join('\n'));
  document.adoptedStyleSheets = [sheet];
}

editor.postMessage({ type: 'ready' });
