import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { kim } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';
import { forgetUser, openWorkbench } from '../support/vscode/openWorkbench.ts';
import { testTarget } from '../support/vscode/testTarget.ts';

// The editor itself stays English: its own translations are language packs of the gallery, which tests do not reach. A desktop takes its
// language from one, so there this cannot be tried.
if (testTarget().vscode.kind === 'web')
  describe('V5: a window in another language', () => {
    after(() => forgetUser(kim));

    for (const [language, command, reason, view, group, row] of [
      [
        'de',
        'Wer kann mit dieser Datei helfen?',
        /hat das meiste von dieser Datei geschrieben, vor \S+ Tagen/,
        'Gemeinsam lernen',
        'Mögliche Tandems',
        /^\S.* lernt \S/,
      ],
      [
        'es',
        '¿Quién puede ayudar con este archivo?',
        /escribió la mayor parte de este archivo, hace \S+ días/,
        'Aprender juntos',
        'Tándems posibles',
        /^\S.* aprende \S/,
      ],
    ] as const)
      it(`${language}: commands, reasons, views and what pairs would learn`, async () => {
        const folder = path.join(testTarget().scratch, 'languages', language);
        mkdirSync(folder, { recursive: true });
        makeStoryRepository(folder);
        const window = await openWorkbench({ folder, file: 'src/parser.ts', user: kim, language });
        await window.runCommand(`Who Knows: ${command}`);
        await window.quickPick
          .row(/Ana Souza/)
          .filter({ hasText: reason })
          .waitFor();
        await window.screenshot(`language-${language}`);
        await window.quickPick.dismiss();
        await window.runCommand(`Who Knows: Focus on ${view} View`);
        await window.tree(view).expand(group);
        await window.tree(view).row(row).waitFor();
        await window.screenshot(`language-${language}-pairs`);
        await window.close();
      }).timeout(120_000);
  });
