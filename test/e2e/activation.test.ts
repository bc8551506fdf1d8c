import assert from 'node:assert/strict';
import path from 'node:path';
import { ana, kim } from '../support/repository.ts';
import { openWorkbench } from '../support/vscode/openWorkbench.ts';
import { makeSampleRepository } from '../support/vscode/sampleRepository.ts';
import { testTarget } from '../support/vscode/testTarget.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

const command = 'Who Knows: Who Can Help with This File?';

describe('the packaged extension in a real VS Code', () => {
  let repository: string;
  let workbench: Workbench;

  before(async () => {
    repository = makeSampleRepository(path.join(testTarget().scratch, 'sample'));
    workbench = await openWorkbench({ folder: repository, file: 'src/parser.ts' });
  });

  after(() => workbench?.close());

  it('shows its command in the palette', async () => {
    await workbench.findCommand(command);
    await workbench.screenshot('palette');
    const rows = await workbench.quickPick.rows();
    assert.ok(
      rows.some((row) => row.label === command),
      JSON.stringify(rows),
    );
    await workbench.quickPick.dismiss();
  });

  it('answers with the people who know the file', async () => {
    await workbench.runCommand(command);
    await workbench.quickPick.row(ana.name).waitFor();
    await workbench.screenshot('command');
    const labels = (await workbench.quickPick.rows()).map(({ label }) => label);
    assert.ok(labels.includes(kim.name), labels.join());
  });
});
