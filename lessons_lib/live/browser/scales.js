// From data to fractions of the picture and back; a logarithmic axis is straight in its logarithm.
const forwards = { log: Math.log10 };
const backwards = { log: (value) => 10 ** value };
const same = (value) => value;

class Scale {
  constructor([low, high], kind, from, to) {
    this.into = forwards[kind] ?? same;
    this.out = backwards[kind] ?? same;
    this.low = this.into(low);
    this.slope = (to - from) / (this.into(high) - this.low);
    this.from = from;
  }

  fraction(value) {
    return this.from + (this.into(value) - this.low) * this.slope;
  }

  value(fraction) {
    return this.out(this.low + (fraction - this.from) / this.slope);
  }
}

const scalesOf = ({ box: [left, bottom, right, top], x, y, scales: [kindX, kindY] }) => ({
  x: new Scale(x, kindX, left, right),
  y: new Scale(y, kindY, 1 - bottom, 1 - top),
});

// The height of a curve at x, straight between its samples; null in a gap.
const heightAt = ({ x: xs, y: ys }, x) => {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  if (ys[low] === null || ys[high] === null) return ys[low] ?? ys[high];
  const share = (x - xs[low]) / (xs[high] - xs[low] || 1);
  return ys[low] + (ys[high] - ys[low]) * Math.min(Math.max(share, 0), 1);
};
