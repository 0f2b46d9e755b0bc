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

// A curve that a point rides on. Where it only goes to the right, x says where; where it winds, as a circle does,
// the nearest place on it counts, as it looks on the screen.
class Track {
  constructor({ x, y }) {
    Object.assign(this, { x, y, last: x.length - 1 });
    this.winds = x.some((value, number) => number > 0 && value < x[number - 1]);
  }

  // The place on the curve for a place beside it.
  beside(x, y, onScreen) {
    return this.winds ? this.at(this.nearest(x, y, onScreen)) : [x, heightAt(this, x)];
  }

  // The place some hundredths of the way further; round and round where the end is the beginning.
  further(x, y, hundredths, onScreen) {
    const place = this.nearest(x, y, onScreen) + (hundredths / 100) * this.last;
    const [left, low, right, high] = [this.x[0], this.y[0], this.x[this.last], this.y[this.last]];
    const closed = Math.hypot(right - left, high - low) < 1e-9;
    return this.at(closed ? (place + this.last) % this.last : clamp(place, [0, this.last]));
  }

  at(place) {
    const number = Math.min(Math.floor(place), this.last - 1);
    const between = (values) => values[number] + (values[number + 1] - values[number]) * (place - number);
    return [between(this.x), between(this.y)];
  }

  nearest(x, y, onScreen) {
    const wanted = onScreen(x, y);
    let [best, least] = [0, Infinity];
    for (let number = 0; number < this.last; number += 1) {
      const [from, to] = [number, number + 1].map((each) => onScreen(this.x[each], this.y[each]));
      const share = shareAlong(from, to, wanted);
      const gap = Math.hypot(...[0, 1].map((axis) => from[axis] + (to[axis] - from[axis]) * share - wanted[axis]));
      if (gap < least) [best, least] = [number + share, gap];
    }
    return best;
  }
}

// How far along a stretch the place nearest to a point lies, from 0 to 1.
const shareAlong = ([left, top], [right, bottom], [x, y]) => {
  const [across, down] = [right - left, bottom - top];
  const share = ((x - left) * across + (y - top) * down) / (across * across + down * down || 1);
  return Math.min(Math.max(share, 0), 1);
};
