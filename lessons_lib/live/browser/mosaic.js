// The pixels of a picture, or of a sheet of tiles, as the browser unpacked it.
const pixelsOf = (image) => {
  const [width, height] = [image.displayWidth ?? image.width, image.displayHeight ?? image.height];
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  image.close();
  return context.getImageData(0, 0, width, height);
};

// A copy, since what comes over the wire begins anywhere and whole numbers must not.
const wholes = ({ buffer, byteOffset, byteLength }) =>
  new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));

// A frame: what stands still, and laid over it the tiles that moved. Four bytes are one pixel, one whole number.
class Mosaic {
  constructor(ground, [side, columns]) {
    Object.assign(this, { ground, side, columns });
    this.frame = new ImageData(ground.width, ground.height);
    this.still = new Uint32Array(ground.data.buffer);
    this.pixels = new Uint32Array(this.frame.data.buffer);
  }

  // Tiles come on a sheet, row by row; a place counts the frame's tiles in the same way.
  lay(sheet, places) {
    const across = Math.ceil(this.frame.width / this.side);
    this.pixels.set(this.still);
    places.forEach((place, number) => {
      const [row, column] = [Math.floor(number / this.columns), number % this.columns];
      const from = this.side * (row * this.side * this.columns + column);
      this.set(sheet, from, this.side * (place % across), this.side * Math.floor(place / across));
    });
    return this.frame;
  }

  set(sheet, from, left, top) {
    const { side, columns, pixels, frame } = this;
    const [wide, high] = [Math.min(side, frame.width - left), Math.min(side, frame.height - top)];
    for (let row = 0; row < high; row += 1) {
      const [start, first] = [(top + row) * frame.width + left, from + row * side * columns];
      for (let column = 0; column < wide; column += 1) pixels[start + column] = sheet[first + column];
    }
  }
}
