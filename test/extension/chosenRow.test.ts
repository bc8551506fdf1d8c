import assert from 'node:assert/strict';
import { ChosenRow } from '../../src/extension/chosenRow.ts';

interface Row {
  readonly label: string;
}

/** A card of three rows, as the extension sees it: what is selected in the window is reported when a test says so. */
function card() {
  let report: (rows: readonly Row[]) => void = () => undefined;
  let write: () => void = () => undefined;
  const nothing = { dispose: () => undefined };
  const pick = {
    activeItems: [] as readonly Row[],
    onDidChangeActive: (listener: (rows: readonly Row[]) => void) => {
      report = listener;
      return nothing;
    },
    onDidChangeValue: (listener: (value: string) => void) => {
      write = () => listener('');
      return nothing;
    },
  };
  const rows = ['send', 'hidden', 'urgency'].map((label) => ({ label }));
  const select = (label: string) => {
    pick.activeItems = rows.filter((row) => row.label === label);
  };
  const draw = () => select(chosen.name ?? 'send');
  const chosen = new ChosenRow<Row>(pick, ({ label }) => label, draw);
  draw();
  return {
    write: () => write(),
    /** The editor says what is selected. */
    reports: (label: string) => {
      select(label);
      report(pick.activeItems);
    },
    draw,
    enter: () => chosen.name ?? 'send',
  };
}

describe('the row that Enter means in a card', () => {
  it('is the first to begin with, and the one that was moved to', () => {
    const { enter, reports } = card();
    assert.equal(enter(), 'send');
    reports('urgency');
    assert.equal(enter(), 'urgency');
  });

  it('stays where it is when the card is drawn again', () => {
    const { enter, reports, draw } = card();
    reports('hidden');
    draw();
    assert.equal(enter(), 'hidden');
  });

  it('is the first again once something is written', () => {
    const { enter, reports, write } = card();
    reports('hidden');
    write();
    assert.equal(enter(), 'send');
  });

  it('does not go back to a choice that was left by writing when the editor reports it late, also after more was written', () => {
    const { enter, reports, write, draw } = card();
    reports('hidden');
    write();
    write();
    reports('hidden');
    draw();
    assert.equal(enter(), 'send');
  });

  it('is a choice that was moved to after writing', () => {
    const { enter, reports, write } = card();
    reports('hidden');
    write();
    reports('urgency');
    reports('hidden');
    assert.equal(enter(), 'hidden');
  });
});
