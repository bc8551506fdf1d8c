/**
 * Whether a full name (normal form) is one of the few hundred that many people share, so that two of them in one project are to be
 * expected: Wei Li, David Smith, Amit Kumar. For all others an equal full name was right in every pair that could be checked.
 */
export function isCommonName(name: string): boolean {
  const [a, b, more] = name.split(' ');
  if (b === undefined || more !== undefined) return false;
  return shared.some(
    ({ givens, families }) => (givens.has(a) && families.has(b)) || (givens.has(b) && families.has(a)),
  );
}

const set = (words: string) => new Set(words.split(' '));

const shared = [
  {
    givens: set(
      'bin bo bing chao chen fan fang fei feng gang hao hong hui jia jian jie jin jing jun kai lei li lin min ming na nan ning peng ping qi qian qiang rui tao ting wei xi xia xiang xiao xin yan yang yi ying yong yu yuan yue yun zhen zheng',
    ),
    families: set('wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu lin guo he gao luo'),
  },
  {
    givens: set('min jin ji hyun sung young joon jun soo woo'),
    families: set('kim lee park choi'),
  },
  {
    givens: set('anh duc dung hai hoang hung long minh nam quang son thanh tuan tung viet'),
    families: set('nguyen tran le pham'),
  },
  {
    givens: set('chris daniel dan david james john mark matt michael mike paul peter richard robert steve tom'),
    families: set('anderson brown davis johnson jones lee martin miller smith taylor thomas williams wilson'),
  },
  {
    givens: set(
      'abhishek ajay amit anil ankit arun ashish deepak manish mohit rahul raj rajesh ravi rohit sandeep sanjay sumit sunil vijay vikas vivek',
    ),
    families: set('gupta kumar patel sharma singh verma yadav'),
  },
];
