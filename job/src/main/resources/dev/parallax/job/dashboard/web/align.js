/** Puts two rows of word pieces beside each other. */

const MOST_CELLS = 250000;

/**
 * Both sides' pieces in steps: where they are the same, {same: piece}; where not, {left: pieces, right: pieces}. Between what both
 * have at their start and end it is a longest common subsequence (Wagner and Fischer 1974); of what is too long for that all
 * differs.
 * @param {string[]} left
 * @param {string[]} right
 */
export function align(left, right) {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start
    && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const steps = [];
  left.slice(0, start).forEach((piece) => same(steps, piece));
  middle(steps, left.slice(start, left.length - end), right.slice(start, right.length - end));
  left.slice(left.length - end).forEach((piece) => same(steps, piece));
  return steps;
}

const same = (steps, piece) => steps.push({ same: piece });

function differ(steps, left, right) {
  if (left.length === 0 && right.length === 0) return;
  const last = steps.at(-1);
  if (last && last.left) {
    last.left.push(...left);
    last.right.push(...right);
  } else {
    steps.push({ left: [...left], right: [...right] });
  }
}

function middle(steps, left, right) {
  if (left.length * right.length > MOST_CELLS || left.length === 0 || right.length === 0) {
    differ(steps, left, right);
    return;
  }
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = left[i] === right[j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      same(steps, left[i]);
      i += 1;
      j += 1;
    } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
      differ(steps, [left[i]], []);
      i += 1;
    } else {
      differ(steps, [], [right[j]]);
      j += 1;
    }
  }
  differ(steps, left.slice(i), right.slice(j));
}
