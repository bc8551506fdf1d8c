import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What tells one panel's page from another. Files are named from the extension's folder. */
export interface PanelPage {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** Markup of our own that stands there until the script draws. */
  readonly main?: string;
}

/** How a panel of ours may use the page: it runs its script and reads nothing but these folders. */
export function panelOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: ['media', 'dist/webview'].map((folder) => vscode.Uri.joinPath(extension, folder)),
  };
}

/** The page of a panel: it may load nothing but its own script and style. */
export function panelPage(webview: vscode.Webview, extension: vscode.Uri, page: PanelPage): string {
  const nonce = randomBytes(18).toString('base64');
  const uri = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, file)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<link rel="stylesheet" href="${uri(page.style)}">
</head>
<body>
<main>${page.main ?? ''}</main>
<script type="module" nonce="${nonce}" src="${uri(page.script)}"></script>
</body>
</html>`;
}
