import * as vscode from 'vscode';

/**
 * The page of a webview. Nothing is loaded from elsewhere, no script without the nonce runs, and styles come from
 * the script itself (constructed style sheets), so no inline style is allowed either.
 */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, title: string, body: string): string {
  const nonce = makeNonce();
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview', 'preview.js'));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    'img-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const font = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'assets'));
  return `<!DOCTYPE html>
<html lang="en" data-assets="${font.toString()}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
</head>
<body>
${body}
<script nonce="${nonce}" src="${script.toString()}"></script>
</body>
</html>`;
}

function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
