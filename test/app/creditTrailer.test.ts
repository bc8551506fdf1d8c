import assert from 'node:assert/strict';
import { creditTrailer, withTrailer } from '../../src/app/creditTrailer.ts';
import { TestRepository } from '../support/repository.ts';

const ana = 'Helped-by: Ana Souza <ana@example.com>';

describe('H10 credit at the next commit', () => {
  it('names the helper as git’s trailers do', () => {
    assert.equal(creditTrailer('Helped-by', { name: 'Ana Souza', email: 'ana@example.com' }), ana);
    assert.equal(creditTrailer('Co-authored-by', { name: 'Ana', email: '' }), 'Co-authored-by: Ana');
  });

  it('a name can bring no second line and no second address', () => {
    const trailer = creditTrailer('Helped-by', { name: 'Ana\nSigned-off-by: Eve <eve@x>', email: 'ana@x\u202e' });
    assert.equal(trailer.split('\n').length, 1);
    assert.equal(trailer.match(/</g)?.length, 1);
  });

  it('stands in the last paragraph, where git finds it', () => {
    const repository = TestRepository.create();
    for (const message of [
      'Parse fractions',
      'Parse fractions\n\nThey were sizes.',
      'Fix: it',
      'Fix\n\nReviewed-by: B <b@x>',
    ])
      assert.equal(
        repository.input(withTrailer(message, ana), 'interpret-trailers', '--parse', '--only-trailers').includes(ana),
        true,
        message,
      );
    assert.equal(withTrailer('Fix\n\nReviewed-by: B <b@x>', ana), `Fix\n\nReviewed-by: B <b@x>\n${ana}`);
  });

  it('leaves room for the subject of an empty message, and is not given twice', () => {
    assert.equal(withTrailer('', ana), `\n\n${ana}`);
    const once = withTrailer('Fix', ana);
    assert.equal(withTrailer(once, ana), once);
    assert.equal(withTrailer(once, ana.replace('Ana Souza', 'ANA')), once);
  });
});
