import assert from 'node:assert/strict';
import { nameCodeBlocks } from '../../src/app/codeBlocks.ts';

describe('blocks of code in a conversation', () => {
  it('get the language of the file that is talked about', () =>
    assert.equal(
      nameCodeBlocks('so:\n```\nx()\n```\nand\n~~~\ny\n~~~', 'TypeScript'),
      'so:\n```typescript\nx()\n```\nand\n~~~typescript\ny\n~~~',
    ));

  it('keep a language that was named', () => {
    const text = '```sql\nselect 1\n```';
    assert.equal(nameCodeBlocks(text, 'TypeScript'), text);
  });

  it('are closed at the end where they were left open', () =>
    assert.equal(nameCodeBlocks('```\nx', undefined), '```\nx\n```'));

  it('are not seen in code within a line, nor a shorter fence within a block', () => {
    assert.equal(nameCodeBlocks('```x``` is it', 'Go'), '```x``` is it');
    assert.equal(nameCodeBlocks('````\n```\nx\n````', 'Go'), '````go\n```\nx\n````');
  });
});
