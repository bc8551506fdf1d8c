import assert from 'node:assert/strict';
import { readConversationMessage } from '../../src/mentoring/conversationView.ts';

const record = 'A'.repeat(22);

describe('E2 what the panel of a conversation may ask for', () => {
  it('is what is declared', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'typing' },
      { type: 'say', session: record, text: 'Why?' },
      { type: 'do', action: 'endSession' },
      { type: 'link', action: 'applyEdit', record },
    ])
      assert.deepEqual(readConversationMessage(message), message);
  });

  it('and nothing else, whatever a page sends', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      {},
      { type: 'say', text: 'Why?' },
      { type: 'say', session: '../../x', text: 'Why?' },
      { type: 'say', session: record, text: '  ' },
      { type: 'say', session: record, text: 'x'.repeat(60_001) },
      { type: 'say', session: record, text: { toString: 'x' } },
      { type: 'do', action: 'leaveTeam' },
      { type: 'do', action: 'constructor' },
      { type: 'link', action: 'endSession', record },
      { type: 'link', action: 'applyEdit', record: '../../x' },
      { type: 'command', action: 'workbench.action.quit' },
    ])
      assert.equal(readConversationMessage(message), undefined, JSON.stringify(message));
  });
});
