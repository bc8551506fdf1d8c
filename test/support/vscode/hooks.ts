import type { RootHookObject } from 'mocha';
import { closeEverything, openWorkbenches } from './openWorkbench.ts';

/** Keeps a picture of every open window when a test fails, and leaves no VS Code behind. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    for (const workbench of openWorkbenches()) {
      await workbench.screenshot(`failed ${workbench.user.name} ${test.title}`).catch(() => undefined);
      const said = workbench.consoleErrors().slice(-10);
      if (said.length > 0) console.log(`      console of ${workbench.user.name}:\n        ${said.join('\n        ')}`);
    }
  },
  afterAll: () => closeEverything(),
};
