/**
 * A message's blocks of code with their language: a block that names none gets `language`, a word such as `typescript`. Blocks that are
 * never closed are closed, so that what follows in the conversation is not drawn into them.
 */
export function nameCodeBlocks(text: string, language: string | undefined): string {
  const word = (language ?? '').toLowerCase().replace(/[^a-z0-9+#-]/g, '');
  let open: string | undefined;
  const lines = text.split('\n').map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (!mark) return line;
    const [, fence, info] = mark as unknown as [string, string, string];
    if (open === undefined) {
      // A line such as ```x``` is code within a line, not the beginning of a block.
      if (fence.startsWith('`') && info.includes('`')) return line;
      open = fence;
      return info.trim() === '' && word ? `${line.trimEnd()}${word}` : line;
    }
    if (fence[0] === open[0] && fence.length >= open.length && info.trim() === '') open = undefined;
    return line;
  });
  return open === undefined ? lines.join('\n') : `${lines.join('\n')}\n${open}`;
}
